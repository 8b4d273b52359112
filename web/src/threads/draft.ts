import type { Thread } from '../../../src/threads/schemas.ts'
import { forget, keep, readKept } from '../browser/kept.ts'
import { randomKey } from '../browser/random-key.ts'
import { type Moment, wholeClip } from './moment.ts'

/** Words that are not sent yet. With their key they are posted once, however often they are sent. */
export interface Draft extends Moment {
  readonly body: string
  readonly kind: Thread['kind']
  readonly cohortId?: string | undefined
  /** The cut of the clip that its moment is on; the first where it is not said. */
  readonly cutNo?: number | undefined
  readonly clientKey: string
  /** When it was last written at; undefined in a fresh one. */
  readonly savedAt?: string | undefined
}

export const freshDraft = (): Draft => ({
  ...wholeClip,
  body: '',
  kind: 'notice',
  clientKey: randomKey(),
})

/** Each person's own, on a machine that others use, too. */
const nameOf = (personId: string, clipId: string): string => `draft.${personId}.${clipId}`

export const readDraft = (personId: string, clipId: string): Draft | undefined =>
  readKept<Draft>(nameOf(personId, clipId))

export function keepDraft(personId: string, clipId: string, draft: Draft): void {
  if (draft.body.trim() === '') forget(nameOf(personId, clipId))
  else keep(nameOf(personId, clipId), { ...draft, savedAt: new Date().toISOString() })
}

export const forgetDraft = (personId: string, clipId: string): void => forget(nameOf(personId, clipId))
