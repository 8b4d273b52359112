import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'
import { findAttestation } from './find-consent.ts'
import { writeAttestation } from './write-attestation.ts'

/**
 * Gives a clip the word that its owner gave for another one, with the day on which they gave it, in the caller's
 * transaction. It holds for what shows nothing that the other does not.
 */
export async function copyAttestation(db: Db, from: ClipId, to: ClipId): Promise<void> {
  const given = await findAttestation(db, from)
  if (!given) return
  const { organisationId, attestedBy, policyId, scope, unconsented, attestedAt } = given
  const { guardiansOk, principalOk, adultsOk } = given
  const policy = await db
    .selectFrom('consentPolicies')
    .select('textHash')
    .where('id', '=', policyId)
    .executeTakeFirst()
  const owner = { organisationId, personId: attestedBy }
  const said = { policyId, scope, unconsented, guardiansOk, principalOk, adultsOk, attestedAt }
  await writeAttestation(db, owner, to, said, policy?.textHash)
}
