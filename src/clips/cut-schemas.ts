import { type Static, Type } from 'typebox'
import { Instant } from '../platform/http/schemas.ts'

const Milliseconds = (description: string) =>
  Type.Integer({ minimum: 0, maximum: 24 * 3_600_000, description })

export const CutClip = Type.Object(
  {
    inMs: Milliseconds('Where it begins, on the recording’s timeline.'),
    outMs: Milliseconds('Where it ends; nothing from here on is left.'),
  },
  { additionalProperties: false },
)
export type CutClip = Static<typeof CutClip>

/** Cut 1 is the whole recording. Times are milliseconds on its timeline, half-open. */
export const Cut = Type.Object({
  cutNo: Type.Integer({ minimum: 1 }),
  inMs: Type.Integer({ minimum: 0 }),
  outMs: Type.Integer({ minimum: 0 }),
  madeAt: Instant,
})
export type Cut = Static<typeof Cut>
export const CutList = Type.Object({ items: Type.Array(Cut) })
