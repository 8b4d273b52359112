import type { Cut, CutPage } from '../../../src/clips/cut-schemas.ts'
import type { Original } from './hidden.ts'
import { type Hidden, hidesTheSame, withKeys } from './hidden.ts'
import { isSame, type Part } from './part.ts'

/** What somebody wants of a clip and has not had made yet. */
export interface CutDraft {
  readonly part: Part
  readonly hidden: readonly Hidden[]
  readonly original: Original
}

/** What was said of the recording; without a word about it, it is kept. */
const saidOf = (became: CutPage['original']): Original => (became === 'to-be-destroyed' ? 'destroy' : 'seal')

/** As the clip is. */
export const draftOf = ({ inMs, outMs, redactions }: Cut, became: CutPage['original']): CutDraft => ({
  part: { inMs, outMs },
  hidden: withKeys(redactions),
  original: saidOf(became),
})

/** Whether there is nothing to do. To have the recording end otherwise is something, too. */
export const isAsItIs = (
  { part, hidden, original }: CutDraft,
  standing: Cut,
  became: CutPage['original'],
): boolean =>
  isSame(part, standing) &&
  hidesTheSame(hidden, standing.redactions) &&
  (hidden.length === 0 || original === saidOf(became))

interface Kept {
  /** It was begun on this cut, and says nothing of a later one. */
  readonly cutNo: number
  readonly draft: CutDraft
}

const nameFor = (clipId: string): string => `interlude.cut.${clipId}`

/** As long as the tab is open: where a child sits in the picture is nothing to leave on a device. */
export function keepCutDraft(clipId: string, cutNo: number, draft: CutDraft | undefined): void {
  try {
    const kept: Kept | undefined = draft && { cutNo, draft }
    if (kept) sessionStorage.setItem(nameFor(clipId), JSON.stringify(kept))
    else sessionStorage.removeItem(nameFor(clipId))
  } catch {
    // Where nothing is kept it lasts as long as the page.
  }
}

export function keptCutDraft(clipId: string, cutNo: number): CutDraft | undefined {
  try {
    const kept: Kept | null = JSON.parse(sessionStorage.getItem(nameFor(clipId)) ?? 'null')
    return kept?.cutNo === cutNo ? kept.draft : undefined
  } catch {
    return undefined
  }
}
