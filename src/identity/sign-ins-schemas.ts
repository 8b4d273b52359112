import { type Static, Type } from 'typebox'
import { Instant, nullable, page } from '../platform/http/schemas.ts'
import { IdSchema, type OrganisationId, type PersonId } from '../platform/ids.ts'

export const Choice = Type.Object({
  organisation: Type.Object({ id: IdSchema<OrganisationId>(), name: Type.String() }),
  personId: IdSchema<PersonId>(),
  name: Type.String(),
  isCurrent: Type.Boolean({ description: 'Whether this sign-in acts as that person now.' }),
})
export const ChoicePage = page(Choice)

export const ChooseOrganisation = Type.Object(
  { organisationId: IdSchema<OrganisationId>() },
  { additionalProperties: false },
)

/** Where and when, in words a person recognises; no addresses, which say little and can be misread as places. */
export const SignInShown = Type.Object({
  id: Type.String(),
  isCurrent: Type.Boolean({ description: 'Whether this request came with it.' }),
  startedAt: Instant,
  lastUsedAt: Type.String({ format: 'date-time', description: 'To five minutes.' }),
  browser: nullable(Type.String({ description: 'A name, such as Firefox.' })),
  system: nullable(Type.String({ description: 'A name, such as Windows.' })),
})
export type SignInShown = Static<typeof SignInShown>
export const SignInPage = page(SignInShown)

export const SignInParams = Type.Object({ signInId: Type.String({ minLength: 1, maxLength: 100 }) })

/** By what somebody signs in. */
export const OwnSignIn = Type.Object({
  hasPassword: Type.Boolean(),
  isBound: Type.Boolean({ description: 'An issuer vouched for this sign-in: it changes no password.' }),
  issuers: Type.Array(Type.Object({ name: Type.String(), linkedAt: Instant }), {
    description: 'Who vouches for me, since when.',
  }),
})
export type OwnSignIn = Static<typeof OwnSignIn>

export const SetPassword = Type.Object(
  {
    current: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 128,
        description: 'May be left out within 15 minutes of a sign-in by a mailed link.',
      }),
    ),
    next: Type.String({ minLength: 10, maxLength: 128 }),
  },
  { additionalProperties: false },
)
export type SetPassword = Static<typeof SetPassword>
