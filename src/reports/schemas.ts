import { type Static, Type } from 'typebox'
import { Instant, nullable } from '../platform/http/schemas.ts'

export const groupings = ['cohort', 'site'] as const
export type Grouping = (typeof groupings)[number]

/** No other question can be asked: whoever may choose the people to be counted can single one out. */
export const ReportQuery = Type.Object(
  {
    month: Type.String({
      pattern: '^[0-9]{4}-(0[1-9]|1[0-2])$',
      description: 'A month that is over: `2026-11`.',
    }),
    by: Type.Enum(groupings),
  },
  { additionalProperties: false },
)
export type ReportQuery = Static<typeof ReportQuery>

const count = (description: string) => nullable(Type.Integer({ description }))

/** Null is what is not told: behind it stand fewer than `k` people, or it would tell of others that are so few. */
export const ReportCell = Type.Object({
  kind: Type.Enum(['cohort', 'site', 'no site', 'others', 'total'] as const),
  id: nullable(Type.String({ format: 'uuid', description: 'Of the cohort or the site.' })),
  name: nullable(Type.String()),
  siteId: nullable(
    Type.String({ format: 'uuid', description: 'Of the cohort, or of the others in one site.' }),
  ),
  activePeople: count('How many said something or played a clip.'),
  clipsShared: count('Clips that were shared.'),
  comments: count('Comments and replies.'),
})
export type ReportCell = Static<typeof ReportCell>

export const Report = Type.Object({
  month: Type.String(),
  by: Type.Enum(groupings),
  k: Type.Integer({ description: 'Behind every number stand at least so many people.' }),
  madeAt: Instant,
  cells: Type.Array(ReportCell),
})
export type Report = Static<typeof Report>
