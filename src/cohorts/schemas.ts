import { type Static, Type } from 'typebox'
import { Name } from '../identity/schemas.ts'
import { Instant, nullable, PageQuery, page } from '../platform/http/schemas.ts'
import { type CohortId, IdSchema, type PersonId, type SiteId } from '../platform/ids.ts'
import { administeredKinds, kinds } from './kinds.ts'
import { parts } from './parts.ts'

export const CohortParams = Type.Object({ cohortId: IdSchema<CohortId>() })
export const MemberParams = Type.Object({ cohortId: IdSchema<CohortId>(), personId: IdSchema<PersonId>() })

export const CohortMember = Type.Object({
  id: IdSchema<PersonId>(),
  name: Type.String(),
  part: Type.Enum(parts),
  agreedAt: nullable(
    Type.Unsafe<string>({ ...Instant, description: 'When they agreed to the norms as they stand now.' }),
  ),
})

const Participation = Type.Enum(['names', 'counts'] as const, {
  description: 'Whether those who facilitate see who has posted in an assignment, or how many.',
})

export const Cohort = Type.Object({
  id: IdSchema<CohortId>(),
  name: Type.String(),
  kind: Type.Enum(kinds),
  focus: nullable(Type.String()),
  norms: nullable(Type.String()),
  normsNo: Type.Integer({ description: 'Grows each time the norms are changed: who agreed is asked anew.' }),
  siteId: nullable(IdSchema<SiteId>()),
  participation: Participation,
  closedAt: nullable(Instant),
  members: Type.Array(CohortMember),
})
export type Cohort = Static<typeof Cohort>
export const CohortPage = page(Cohort)

const Focus = nullable(Type.String({ maxLength: 2_000 }))
const Norms = nullable(Type.String({ maxLength: 10_000, description: 'What the members agreed on.' }))

export const FoundCohort = Type.Object(
  {
    name: Name,
    focus: Type.Optional(Focus),
    norms: Type.Optional(Norms),
    kind: Type.Optional(
      Type.Enum(administeredKinds, { default: 'cohort', description: 'Coaching is offered instead.' }),
    ),
    siteId: Type.Optional(nullable(IdSchema<SiteId>())),
    facilitatorId: Type.Optional(
      Type.Unsafe<PersonId>(
        Type.String({
          format: 'uuid',
          description: 'Who facilitates; administrators name them.',
        }),
      ),
    ),
  },
  { additionalProperties: false },
)
export type FoundCohort = Static<typeof FoundCohort>

/** Only its id: an administrator who founds a cohort for others is not in it. */
export const Founded = Type.Object({ id: IdSchema<CohortId>() })

export const ChangeCohort = Type.Object(
  {
    name: Type.Optional(Name),
    focus: Type.Optional(Focus),
    norms: Type.Optional(Norms),
    participation: Type.Optional(Participation),
  },
  { additionalProperties: false },
)
export type ChangeCohort = Static<typeof ChangeCohort>

export const AgreeToNorms = Type.Object(
  { normsNo: Type.Integer({ minimum: 1, description: 'Of the norms that were read.' }) },
  { additionalProperties: false },
)

export const ChangePart = Type.Object({ part: Type.Enum(parts) }, { additionalProperties: false })

/** As administrators see it: no talk, no clips, no names. Coaching is not there for them. */
export const AdministeredCohort = Type.Object({
  id: IdSchema<CohortId>(),
  name: Type.String(),
  kind: Type.Enum(administeredKinds),
  siteId: nullable(IdSchema<SiteId>()),
  members: Type.Integer(),
  facilitators: Type.Integer(),
  createdAt: Instant,
  closedAt: nullable(Instant),
})
export type AdministeredCohort = Static<typeof AdministeredCohort>
export const AdministeredCohortPage = page(AdministeredCohort)
export const AdministeredCohortQuery = Type.Object({
  ...PageQuery,
  search: Type.Optional(Type.String({ maxLength: 100, description: 'Part of a name.' })),
  state: Type.Optional(
    Type.Enum(['open', 'closed', 'without facilitator'] as const, {
      description: 'The last: open, with members, and nobody in charge.',
    }),
  ),
})
export type AdministeredCohortQuery = Static<typeof AdministeredCohortQuery>
