import { type Static, Type } from 'typebox'
import { Instant, nullable, PageQuery, page, words } from '../platform/http/schemas.ts'
import { type DistrictId, IdSchema, type PolicyId } from '../platform/ids.ts'

const Text = words(20_000)

/** A text that is asked before sharing. Frozen once written; a later one is a new version. */
export const ConsentPolicy = Type.Object({
  id: IdSchema<PolicyId>(),
  districtId: nullable(IdSchema<DistrictId>()),
  version: Type.Integer({ minimum: 1 }),
  text: Type.String(),
  textHash: Type.String({ description: 'SHA-256 of the text in UTF-8, as hex.' }),
  asksGuardians: Type.Boolean(),
  asksPrincipal: Type.Boolean(),
  asksAdults: Type.Boolean(),
  writtenAt: Instant,
})
export type ConsentPolicy = Static<typeof ConsentPolicy>
export const ConsentPolicyPage = page(ConsentPolicy)
export const ConsentPolicyQuery = Type.Object({ ...PageQuery })
export const MyConsentPolicy = Type.Object({ policy: nullable(ConsentPolicy) })

export const WriteConsentPolicy = Type.Object(
  {
    districtId: Type.Optional(IdSchema<DistrictId>()),
    text: Text,
    asksGuardians: Type.Boolean(),
    asksPrincipal: Type.Boolean(),
    asksAdults: Type.Boolean(),
  },
  { additionalProperties: false },
)
export type WriteConsentPolicy = Static<typeof WriteConsentPolicy>

export const scopes = ['cohort', 'organisation', 'network'] as const
export const handlings = ['none present', 'off camera', 'hidden', 'cut out'] as const

const attested = {
  scope: Type.Enum(scopes, { description: 'How far those in the picture agreed to.' }),
  unconsented: Type.Enum(handlings, { description: 'What became of those who did not agree.' }),
}

/** The owner's word. No names and no forms: these would be a record of students. */
export const AttestConsent = Type.Object(
  {
    policyId: nullable(IdSchema<PolicyId>()),
    ...attested,
    guardiansOk: Type.Optional(Type.Boolean()),
    principalOk: Type.Optional(Type.Boolean()),
    adultsOk: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
)
export type AttestConsent = Static<typeof AttestConsent>

export const Consent = Type.Object({
  policy: nullable(ConsentPolicy),
  attestation: nullable(
    Type.Object({
      policyId: nullable(IdSchema<PolicyId>()),
      ...attested,
      guardiansOk: nullable(Type.Boolean()),
      principalOk: nullable(Type.Boolean()),
      adultsOk: nullable(Type.Boolean()),
      attestedAt: Instant,
    }),
  ),
  isEnough: Type.Boolean({ description: 'Whether the clip may be shared as things stand.' }),
})
export type Consent = Static<typeof Consent>
