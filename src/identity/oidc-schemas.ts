import { type Static, Type } from 'typebox'
import { Instant, page, words } from '../platform/http/schemas.ts'
import { IdSchema, type IssuerId } from '../platform/ids.ts'

export const AddOidcIssuer = Type.Object(
  {
    name: words(100, 'As people know it.'),
    issuer: Type.String({
      minLength: 1,
      maxLength: 500,
      description: 'Its address; what it offers is read there.',
    }),
    clientId: Type.String({ minLength: 1, maxLength: 500 }),
    clientSecret: Type.String({ minLength: 1, maxLength: 2000, description: 'Never shown again.' }),
  },
  { additionalProperties: false },
)
export type AddOidcIssuer = Static<typeof AddOidcIssuer>

export const OidcIssuer = Type.Object({
  id: IdSchema<IssuerId>(),
  name: Type.String(),
  issuer: Type.String(),
  clientId: Type.String(),
  callbackUrl: Type.String({
    description: 'What the issuer is to be told as the address to send people back to.',
  }),
  createdAt: Instant,
})
export type OidcIssuer = Static<typeof OidcIssuer>
export const OidcIssuerPage = page(OidcIssuer)
export const OidcIssuerParams = Type.Object({ issuerId: IdSchema<IssuerId>() })

export const CheckedIssuer = Type.Object({
  answers: Type.Boolean({ description: 'As an issuer of that address does.' }),
  opensSecret: Type.Boolean({ description: 'False where it was kept under another AUTH_SECRET.' }),
})
export type CheckedIssuer = Static<typeof CheckedIssuer>

/** What the sign-in page may say to anybody. */
export const OidcIssuerNamePage = page(Type.Object({ id: IdSchema<IssuerId>(), name: Type.String() }))
