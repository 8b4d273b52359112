import { type Static, type TSchema, Type } from 'typebox'
import { Instant, nullable, PageQuery, page } from '../platform/http/schemas.ts'
import {
  type DistrictId,
  IdSchema,
  type OrganisationId,
  type PersonId,
  type SiteId,
} from '../platform/ids.ts'
import { Name, PersonName, Role } from './schemas.ts'

const Zone = Type.String({ minLength: 1, maxLength: 60, description: 'Of the IANA list: America/Chicago.' })
const body = <P extends Record<string, TSchema>>(properties: P) =>
  Type.Object(properties, { additionalProperties: false })

const DistrictName = Type.Object({ id: IdSchema<DistrictId>(), name: Type.String() })
const SiteName = Type.Object({ id: IdSchema<SiteId>(), name: Type.String() })

export const AdministeredPerson = Type.Object({
  id: IdSchema<PersonId>(),
  name: Type.String(),
  email: Type.String(),
  state: Type.Enum(['active', 'departed']),
  roles: Type.Array(Type.Object({ role: Role, district: nullable(DistrictName), site: nullable(SiteName) })),
  site: nullable(SiteName),
  hasSignedIn: Type.Boolean({ description: 'They have a way to sign in: they accepted, or came in once.' }),
})
export type AdministeredPerson = Static<typeof AdministeredPerson>
export const AdministeredPersonPage = page(AdministeredPerson)
export const PeopleQuery = Type.Object({
  ...PageQuery,
  search: Type.Optional(
    Type.String({ maxLength: 100, description: 'How a name or an e-mail address begins.' }),
  ),
  state: Type.Optional(Type.Enum(['active', 'departed'])),
})
export const PersonParams = Type.Object({ personId: IdSchema<PersonId>() })
export const ChangePerson = body({
  name: Type.Optional(Name),
  siteId: Type.Optional(nullable(IdSchema<SiteId>())),
})
export type ChangePerson = Static<typeof ChangePerson>

export const RoleParams = Type.Object({ personId: IdSchema<PersonId>(), role: Role })
/** For site leaders and district partners; for others there is none. */
export const RoleScopeBody = nullable(
  body({
    districtId: Type.Optional(IdSchema<DistrictId>()),
    siteId: Type.Optional(IdSchema<SiteId>()),
  }),
)
export type RoleScopeBody = Static<typeof RoleScopeBody>

export const District = DistrictName
export type District = Static<typeof District>
export const DistrictPage = page(District)
export const DistrictParams = Type.Object({ districtId: IdSchema<DistrictId>() })
export const WriteDistrict = body({ name: Name })

export const Site = Type.Object({
  ...SiteName.properties,
  districtId: IdSchema<DistrictId>(),
  zone: Type.String(),
})
export type Site = Static<typeof Site>
export const SitePage = page(Site)
export const SiteParams = Type.Object({ siteId: IdSchema<SiteId>() })
export const AddSite = body({ name: Name, districtId: IdSchema<DistrictId>(), zone: Type.Optional(Zone) })
export type AddSite = Static<typeof AddSite>
export const ChangeSite = body({
  name: Type.Optional(Name),
  districtId: Type.Optional(IdSchema<DistrictId>()),
  zone: Type.Optional(Zone),
})
export type ChangeSite = Static<typeof ChangeSite>

const settings = {
  name: Name,
  zone: Zone,
  kMin: Type.Integer({ minimum: 5, maximum: 1000, description: 'Counts over fewer people are not given.' }),
  schoolYearEnds: Type.String({ pattern: '^\\d\\d-\\d\\d$', description: 'Month and day: 06-30.' }),
  keepsTalkOfLeavers: Type.Boolean(),
  mailSays: Type.Enum(['little', 'details'], {
    description: 'Whether mails name what they are about, beside who, where and a link.',
  }),
}
export const Organisation = Type.Object({ id: IdSchema<OrganisationId>(), ...settings })
export type Organisation = Static<typeof Organisation>
export const ChangeOrganisation = Type.Partial(body(settings), { additionalProperties: false })
export type ChangeOrganisation = Static<typeof ChangeOrganisation>

/** The first rates the second for employment. */
export const EvaluatorPair = body({ evaluatorId: IdSchema<PersonId>(), evaluateeId: IdSchema<PersonId>() })
export type EvaluatorPair = Static<typeof EvaluatorPair>
export const EvaluatorQuery = Type.Object({ ...PageQuery, personId: Type.Optional(IdSchema<PersonId>()) })
export const Evaluator = Type.Object({
  evaluator: PersonName,
  evaluatee: PersonName,
  source: Type.Enum(['set', 'roster']),
  notedAt: Instant,
})
export type Evaluator = Static<typeof Evaluator>
export const EvaluatorPage = page(Evaluator)

export const AuditRow = Type.Object({
  seq: Type.Integer(),
  at: Instant,
  what: Type.String(),
  by: nullable(PersonName),
  detail: Type.Record(Type.String(), nullable(Type.Union([Type.String(), Type.Number(), Type.Boolean()]))),
  names: Type.Record(Type.String(), Type.String(), {
    description: 'What the ids in `detail` are called now, as far as the reader’s office goes; never clips.',
  }),
})
export type AuditRow = Static<typeof AuditRow>
export const AuditPage = page(AuditRow)
