import { keep, readKept } from './kept.ts'

export const steps = ['settings', 'place', 'norms'] as const
export type Step = (typeof steps)[number]

interface Kept {
  readonly step: Step
  readonly isDone: boolean
}

/** How far each person came, in this browser. */
const nameFor = (personId: string): string => `welcome.${personId}`

export const keptWelcome = (personId: string): Kept | undefined => readKept<Kept>(nameFor(personId))

export const keepWelcome = (personId: string, kept: Kept): void => keep(nameFor(personId), kept)

/** Whether it was begun and can be gone on with. */
export const isUnfinished = (personId: string): boolean => keptWelcome(personId)?.isDone === false
