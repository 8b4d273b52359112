import { signal } from '@preact/signals'
import { keep, readKept } from '../browser/kept.ts'

/** Whether the list goes along with the clip while it plays. */
export const follows = signal(readKept<boolean>('follow') ?? false)

export function setFollows(wanted: boolean): void {
  follows.value = wanted
  keep('follow', wanted)
}
