import { type Static, Type } from 'typebox'
import { Name, PersonName, Role } from '../identity/schemas.ts'
import { Instant, nullable, page } from '../platform/http/schemas.ts'
import {
  type CohortId,
  type DistrictId,
  IdSchema,
  type InvitationId,
  type OrganisationId,
  type PersonId,
  type SiteId,
} from '../platform/ids.ts'
import { kinds } from './kinds.ts'
import { parts } from './parts.ts'

const Email = Type.String({ format: 'email', maxLength: 254 })
const Words = Type.String({
  minLength: 1,
  maxLength: 1_000,
  description: 'Why, in your own words. Left out, those of an invitation that is sent again stay.',
})

export const InvitationParams = Type.Object({ invitationId: IdSchema<InvitationId>() })

export const InviteToCohort = Type.Object(
  {
    email: Email,
    name: Name,
    part: Type.Optional(Type.Enum(parts, { default: 'participant' })),
    words: Type.Optional(nullable(Words)),
  },
  { additionalProperties: false },
)
export type InviteToCohort = Static<typeof InviteToCohort>

export const InvitePerson = Type.Object(
  {
    email: Email,
    name: Name,
    roles: Type.Optional(Type.Array(Role, { uniqueItems: true, description: 'None: teacher.' })),
    districtId: Type.Optional(IdSchema<DistrictId>()),
    siteId: Type.Optional(IdSchema<SiteId>()),
    words: Type.Optional(nullable(Words)),
  },
  { additionalProperties: false },
)
export type InvitePerson = Static<typeof InvitePerson>

/** `sentAt` is null until the mail server took the mail. */
export const Invitation = Type.Object({
  id: IdSchema<InvitationId>(),
  email: Type.String(),
  name: Type.String(),
  cohort: nullable(Type.Object({ id: IdSchema<CohortId>(), name: Type.String() })),
  part: nullable(Type.Enum(parts)),
  roles: Type.Array(Role),
  invitedBy: PersonName,
  sentAt: nullable(Instant),
  expiresAt: Instant,
})
export type Invitation = Static<typeof Invitation>
export const InvitationPage = page(Invitation)

/** To the viewer, into a cohort. */
export const OwnInvitation = Type.Object({
  id: IdSchema<InvitationId>(),
  cohort: Type.Object({ name: Type.String(), kind: Type.Enum(kinds), focus: nullable(Type.String()) }),
  invitedBy: PersonName,
  words: nullable(Type.String()),
  expiresAt: Instant,
})
export type OwnInvitation = Static<typeof OwnInvitation>
export const OwnInvitationPage = page(OwnInvitation)

export const Joined = Type.Object({ cohortId: IdSchema<CohortId>() })

const Token = Type.String({ minLength: 1, maxLength: 200, description: 'From the link: what follows #.' })

export const PreviewInvitation = Type.Object({ token: Token }, { additionalProperties: false })

export const InvitationPreview = Type.Object({
  organisation: Type.String(),
  invitedBy: Type.String(),
  cohort: nullable(
    Type.Object({ name: Type.String(), kind: Type.Enum(kinds), focus: nullable(Type.String()) }),
  ),
  words: nullable(Type.String()),
  name: Type.String(),
  email: Type.String({ description: 'Masked.' }),
  needsPassword: Type.Boolean({ description: 'There is no sign-in for this address yet.' }),
  expiresAt: Instant,
})
export type InvitationPreview = Static<typeof InvitationPreview>

export const AcceptInvitation = Type.Object(
  {
    token: Token,
    name: Type.Optional(Name),
    password: Type.Optional(Type.String({ minLength: 10, maxLength: 128 })),
  },
  { additionalProperties: false },
)
export type AcceptInvitation = Static<typeof AcceptInvitation>

export const Accepted = Type.Object({
  organisationId: IdSchema<OrganisationId>(),
  personId: IdSchema<PersonId>(),
  cohortId: nullable(IdSchema<CohortId>()),
})
export type Accepted = Static<typeof Accepted>
