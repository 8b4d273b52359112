import { type Static, Type } from 'typebox'
import { parts } from '../cohorts/parts.ts'
import { Instant, nullable } from '../platform/http/schemas.ts'
import {
  type ClipId,
  type CohortId,
  type ExemplarId,
  type GrantId,
  IdSchema,
  type PersonId,
} from '../platform/ids.ts'

export const AudienceMember = Type.Object({
  id: IdSchema<PersonId>(),
  name: Type.String(),
  part: nullable(Type.Enum(parts, { description: 'In the cohort asked for; null without one.' })),
  evaluatesYou: Type.Boolean({
    description: 'Rates the owner for employment: sees the clip only once acknowledged by name.',
  }),
  seesNow: Type.Boolean(),
  cohorts: Type.Array(Type.Object({ id: IdSchema<CohortId>(), name: Type.String() }), {
    description: 'Through which they see it now.',
  }),
})
export type AudienceMember = Static<typeof AudienceMember>

export const Audience = Type.Object({
  items: Type.Array(AudienceMember, { description: 'Through cohorts the clip is shared with.' }),
  exemplar: nullable(
    Type.Object(
      {
        id: IdSchema<ExemplarId>(),
        kind: Type.Enum(['cohort', 'site', 'district', 'organisation'] as const),
        name: Type.String({ description: 'Of the cohort, site, district or organisation.' }),
        people: Type.Integer({
          minimum: 0,
          description: 'How many can watch now; neither the owner nor who rates them is among them.',
        }),
        until: Instant,
      },
      {
        description:
          'Where it is published as an exemplar now: its audience is told as a whole, as who belongs to it changes by itself.',
      },
    ),
  ),
})
export type Audience = Static<typeof Audience>

export const AudienceQuery = Type.Object({ cohortId: Type.Optional(IdSchema<CohortId>()) })

export const AcknowledgementParams = Type.Object({
  clipId: IdSchema<ClipId>(),
  grantId: IdSchema<GrantId>(),
  personId: IdSchema<PersonId>(),
})
