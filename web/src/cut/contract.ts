import type { Cut, CutPage, SetCut } from '../../../src/clips/cut-schemas.ts'
import type { Region } from '../player/region.ts'

/** What is hidden of a recording for a while: on its own timeline, half-open. */
export type Redaction =
  | {
      readonly kind: 'box' | 'coarse'
      readonly startMs: number
      readonly endMs: number
      readonly region: Region
    }
  | { readonly kind: 'mute'; readonly startMs: number; readonly endMs: number }

/** What becomes of the whole recording once something of it is hidden. */
export type Original = 'seal' | 'destroy'

export type HidingCut = Cut & { readonly redactions: readonly Redaction[] }
export type HidingCutPage = Omit<CutPage, 'items'> & {
  readonly items: readonly HidingCut[]
  readonly original: 'kept' | 'sealed' | 'to-be-destroyed' | 'gone'
}
export type SetHidingCut = SetCut & {
  readonly redactions?: readonly Redaction[]
  readonly original?: Original
}
