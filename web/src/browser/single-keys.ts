import { signal } from '@preact/signals'
import { keep, readKept } from './kept.ts'

/**
 * Whether single keys do something on the watch page. Who speaks to their computer, or trembles, can switch them off
 * (WCAG 2.1.4).
 */
export const singleKeys = signal(readKept<boolean>('single-keys') ?? true)

export function setSingleKeys(wanted: boolean): void {
  singleKeys.value = wanted
  keep('single-keys', wanted)
}
