import { type Static, Type } from 'typebox'
import { Milliseconds } from '../clips/schemas.ts'
import { PersonName } from '../identity/schemas.ts'
import { Instant, nullable, PageQuery, page, words } from '../platform/http/schemas.ts'
import { type ClipId, type CohortId, type CycleId, IdSchema } from '../platform/ids.ts'

const Question = words(500)
const Practice = nullable(Type.String({ maxLength: 500, description: 'What is tried in teaching.' }))
const ownWords = (description: string) => nullable(Type.String({ maxLength: 5_000, description }))
const said = {
  changed: ownWords('What is different from the first clip to the second.'),
  learned: ownWords('What we take from it.'),
}
const PreviousId = nullable(
  Type.Unsafe<CycleId>(
    Type.String({
      format: 'uuid',
      description: 'An earlier cycle of the cohort that this one goes on from.',
    }),
  ),
)

export const OpenCycle = Type.Object(
  {
    question: Question,
    practice: Type.Optional(Practice),
    previousId: Type.Optional(PreviousId),
  },
  { additionalProperties: false },
)
export type OpenCycle = Static<typeof OpenCycle>

const clipChoice = (description: string) =>
  Type.Optional(nullable(Type.Unsafe<ClipId>(Type.String({ format: 'uuid', description }))))

/** What is not given stays. */
export const ChangeCycle = Type.Object(
  {
    question: Type.Optional(Question),
    practice: Type.Optional(Practice),
    previousId: Type.Optional(PreviousId),
    firstClipId: clipChoice('Shared with the cohort. Another one than before is played from its start.'),
    secondClipId: clipChoice('The same, of the second time it was tried.'),
    firstFromMs: Type.Optional(Milliseconds),
    secondFromMs: Type.Optional(Milliseconds),
    changed: Type.Optional(said.changed),
    learned: Type.Optional(said.learned),
  },
  { additionalProperties: false },
)
export type ChangeCycle = Static<typeof ChangeCycle>

export const ClipRef = Type.Object({
  id: IdSchema<ClipId>(),
  title: Type.String(),
  owner: PersonName,
  durationMs: nullable(Type.Integer({ minimum: 0 })),
  posterUrl: nullable(Type.String()),
})
export type ClipRef = Static<typeof ClipRef>

const seq = Type.Integer({ minimum: 1, description: 'Counts the cycles of the cohort, from 1.' })

/** A question that a row of meetings is about: try, reflect, share, try again. */
export const Cycle = Type.Object({
  id: IdSchema<CycleId>(),
  cohort: Type.Object({ id: IdSchema<CohortId>(), name: Type.String() }),
  seq,
  question: Type.String(),
  practice: nullable(Type.String()),
  previous: nullable(Type.Object({ id: IdSchema<CycleId>(), seq, question: Type.String() })),
  /** Null where there is none, or none within reach; the same for the second. */
  firstClip: nullable(ClipRef),
  secondClip: nullable(ClipRef),
  firstFromMs: Milliseconds,
  secondFromMs: Milliseconds,
  ...said,
  openedAt: Instant,
  closedAt: nullable(Instant),
  can: Type.Object({ change: Type.Boolean() }, { description: 'Who facilitates the cohort changes it.' }),
})
export type Cycle = Static<typeof Cycle>
export const CyclePage = page(Cycle)

export const CycleParams = Type.Object({ cycleId: IdSchema<CycleId>() })
export const CycleCohortParams = Type.Object({ cohortId: IdSchema<CohortId>() })
export const CycleQuery = Type.Object(PageQuery)
