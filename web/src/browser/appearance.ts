import { signal } from '@preact/signals'
import { forget, keep, readKept } from './kept.ts'

export const appearances = ['system', 'light', 'dark'] as const
export type Appearance = (typeof appearances)[number]

export const appearance = signal<Appearance>('system')

/** Puts the look on that was chosen in this browser; without a choice the system's is followed. */
export function restoreAppearance(): void {
  const kept = readKept<Appearance>('appearance')
  if (kept && appearances.includes(kept)) show(kept)
}

export function chooseAppearance(wanted: Appearance): void {
  if (wanted === 'system') forget('appearance')
  else keep('appearance', wanted)
  show(wanted)
}

function show(wanted: Appearance): void {
  appearance.value = wanted
  if (wanted === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = wanted
}
