import { type Static, Type } from 'typebox'
import { parts } from '../cohorts/parts.ts'
import { nullable } from '../platform/http/schemas.ts'
import { type ClipId, type CohortId, type GrantId, IdSchema, type PersonId } from '../platform/ids.ts'

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

export const Audience = Type.Object({ items: Type.Array(AudienceMember) })
export type Audience = Static<typeof Audience>

export const AudienceQuery = Type.Object({ cohortId: Type.Optional(IdSchema<CohortId>()) })

export const AcknowledgementParams = Type.Object({
  clipId: IdSchema<ClipId>(),
  grantId: IdSchema<GrantId>(),
  personId: IdSchema<PersonId>(),
})
