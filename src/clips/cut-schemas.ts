import { type Static, Type } from 'typebox'
import { Instant, page } from '../platform/http/schemas.ts'

const Milliseconds = Type.Integer({
  minimum: 0,
  maximum: 24 * 3_600_000,
  description: 'On the timeline of the whole recording.',
})

/** What of the recording the clip is to be: half-open, at least a second. */
export const SetCut = Type.Object(
  { inMs: Milliseconds, outMs: Milliseconds },
  { additionalProperties: false },
)
export type SetCut = Static<typeof SetCut>

/** A cut the clip has or had. The first is the whole recording. */
export const Cut = Type.Object({
  cutNo: Type.Integer(),
  inMs: Milliseconds,
  outMs: Milliseconds,
  madeAt: Instant,
  isCurrent: Type.Boolean(),
})
export type Cut = Static<typeof Cut>
export const CutPage = page(Cut)
