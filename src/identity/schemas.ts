import { type Static, Type } from 'typebox'
import { Instant, nullable, page, words } from '../platform/http/schemas.ts'
import { IdSchema, type OrganisationId, type PersonId, type TokenId } from '../platform/ids.ts'
import { roles } from './roles.ts'

export const Role = Type.Enum(roles)

/** How one person appears to another. */
export const PersonName = Type.Object({ id: IdSchema<PersonId>(), name: Type.String() })
export type PersonName = Static<typeof PersonName>

export const Me = Type.Object({
  id: IdSchema<PersonId>(),
  name: Type.String(),
  email: Type.String(),
  roles: Type.Array(Role),
  organisation: Type.Object({ id: IdSchema<OrganisationId>(), name: Type.String() }),
  organisations: Type.Integer({ description: 'How many organisations this sign-in may choose from.' }),
  seesToPrivacy: Type.Boolean({
    description: 'Is a privacy officer; where there is none, an administrator stands in.',
  }),
})
export type Me = Static<typeof Me>

/** Of a person, a place, a cohort. */
export const Name = words(200)

export const RenameSelf = Type.Object({ name: Name }, { additionalProperties: false })
export const OwnEvaluators = Type.Object({ items: Type.Array(PersonName) })

export const CreateToken = Type.Object(
  { name: words(100, 'What the token is for.') },
  { additionalProperties: false },
)

export const Token = Type.Object({
  id: IdSchema<TokenId>(),
  name: Type.String(),
  createdAt: Instant,
  lastUsedAt: nullable(Instant),
})
export type Token = Static<typeof Token>
export const TokenPage = page(Token)

/** `token` is shown this once; only its hash is kept. */
export const CreatedToken = Type.Object({ ...Token.properties, token: Type.String() })
export type CreatedToken = Static<typeof CreatedToken>

export const TokenParams = Type.Object({ tokenId: IdSchema<TokenId>() })

export const SetUp = Type.Object(
  {
    token: Type.String({ minLength: 1, maxLength: 200, description: 'From the one-time link.' }),
    organisation: Name,
    name: Name,
    email: Type.String({ format: 'email', maxLength: 254 }),
    password: Type.String({ minLength: 10, maxLength: 128 }),
  },
  { additionalProperties: false },
)
export type SetUp = Static<typeof SetUp>

export const SignIn = Type.Object(
  {
    email: Type.String({ format: 'email', maxLength: 254 }),
    password: Type.String({ minLength: 1, maxLength: 128 }),
  },
  { additionalProperties: false },
)
export const SignedIn = Type.Object({ signedIn: Type.Literal(true) })

export const AskForLink = Type.Object(
  { email: Type.String({ format: 'email', maxLength: 254 }) },
  { additionalProperties: false },
)
export const UseLink = Type.Object(
  {
    token: Type.String({
      minLength: 1,
      maxLength: 200,
      description: 'What stands behind the # of the link.',
    }),
  },
  { additionalProperties: false },
)
