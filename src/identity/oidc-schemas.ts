import { type Static, Type } from 'typebox'
import { Instant, page } from '../platform/http/schemas.ts'
import { IdSchema, type IssuerId } from '../platform/ids.ts'

export const AddOidcIssuer = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 100, pattern: '\\S', description: 'As people know it.' }),
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

/** What the sign-in page may say to anybody. */
export const OidcIssuerNamePage = page(Type.Object({ id: IdSchema<IssuerId>(), name: Type.String() }))
