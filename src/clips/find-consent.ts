import type { Selectable } from 'kysely'
import type { Viewer } from '../identity/viewer.ts'
import type { Database, Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'
import { authorize, conflict } from '../platform/problems.ts'
import type { Consent } from './consent-schemas.ts'
import { findClip } from './find-clip.ts'
import { findPolicyFor, showPolicy } from './find-policies.ts'
import { ownsClip } from './policy.ts'

type Policy = Selectable<Database['consentPolicies']>
type Attestation = Selectable<Database['consentAttestations']>

export const findAttestation = (db: Db, clipId: ClipId) =>
  db
    .selectFrom('consentAttestations')
    .selectAll()
    .where('clipId', '=', clipId)
    .where('replacedAt', 'is', null)
    .executeTakeFirst()

/** Whether everything this text asks was answered with yes, under this very version. */
const isEnough = (policy: Policy | undefined, attestation: Attestation | undefined): boolean =>
  policy === undefined ||
  (attestation?.policyId === policy.id &&
    (!policy.asksGuardians || attestation.guardiansOk === true) &&
    (!policy.asksPrincipal || attestation.principalOk === true) &&
    (!policy.asksAdults || attestation.adultsOk === true))

/** The text that applies to the owner, or undefined where none does. Refused while what it asks was not answered. */
export async function requireConsent(db: Db, owner: Viewer, clipId: ClipId): Promise<Policy | undefined> {
  const policy = await findPolicyFor(db, owner)
  if (policy && !isEnough(policy, await findAttestation(db, clipId))) {
    conflict(
      'consent-needed',
      'Where you work, sharing needs your word that those in the recording agree. Please answer what is asked first.',
    )
  }
  return policy
}

/** What is asked before this clip may be shared, and what its owner said. */
export async function findConsent(db: Db, viewer: Viewer, clipId: ClipId): Promise<Consent> {
  const clip = await findClip(db, viewer, clipId)
  authorize(ownsClip(viewer, clip), 'Only the person who uploaded the clip answers for consent.')
  const policy = await findPolicyFor(db, viewer)
  const attestation = await findAttestation(db, clipId)
  return {
    policy: policy ? showPolicy(policy) : null,
    attestation: attestation
      ? {
          ...{ policyId: attestation.policyId, scope: attestation.scope },
          ...{ unconsented: attestation.unconsented, guardiansOk: attestation.guardiansOk },
          ...{ principalOk: attestation.principalOk, adultsOk: attestation.adultsOk },
          attestedAt: attestation.attestedAt.toISOString(),
        }
      : null,
    isEnough: isEnough(policy, attestation),
  }
}
