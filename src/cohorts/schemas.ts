import { type Static, Type } from 'typebox'
import { Name } from '../identity/administration-schemas.ts'
import { Instant, nullable, page } from '../platform/http/schemas.ts'
import { type CohortId, IdSchema, type PersonId, type SiteId } from '../platform/ids.ts'
import { kinds } from './kinds.ts'
import { parts } from './parts.ts'

export const CohortParams = Type.Object({ cohortId: IdSchema<CohortId>() })
export const MemberParams = Type.Object({ cohortId: IdSchema<CohortId>(), personId: IdSchema<PersonId>() })

export const CohortMember = Type.Object({
  id: IdSchema<PersonId>(),
  name: Type.String(),
  part: Type.Enum(parts),
})

export const Cohort = Type.Object({
  id: IdSchema<CohortId>(),
  name: Type.String(),
  kind: Type.Enum(kinds),
  focus: nullable(Type.String()),
  norms: nullable(Type.String()),
  siteId: nullable(IdSchema<SiteId>()),
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
    kind: Type.Optional(Type.Enum(kinds, { default: 'cohort' })),
    siteId: Type.Optional(nullable(IdSchema<SiteId>())),
    facilitatorId: Type.Optional(
      Type.Unsafe<PersonId>(
        Type.String({
          format: 'uuid',
          description: 'Who facilitates, or coaches; administrators name them.',
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
  { name: Type.Optional(Name), focus: Type.Optional(Focus), norms: Type.Optional(Norms) },
  { additionalProperties: false },
)
export type ChangeCohort = Static<typeof ChangeCohort>

export const ChangePart = Type.Object({ part: Type.Enum(parts) }, { additionalProperties: false })

/** As administrators see it: no talk, no clips, no names. */
export const AdministeredCohort = Type.Object({
  id: IdSchema<CohortId>(),
  name: Type.String(),
  kind: Type.Enum(kinds),
  siteId: nullable(IdSchema<SiteId>()),
  members: Type.Integer(),
  facilitators: Type.Integer(),
  createdAt: Instant,
  closedAt: nullable(Instant),
})
export const AdministeredCohortPage = page(AdministeredCohort)
