import { sql } from 'kysely'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'
import { conflict } from '../platform/problems.ts'
import { actAsOwner } from './act-as-owner.ts'
import { closeAudience } from './close-audience.ts'
import type { AttestConsent, Consent } from './consent-schemas.ts'
import { findAttestation, findConsent } from './find-consent.ts'
import { findPolicyFor } from './find-policies.ts'
import { writeAttestation } from './write-attestation.ts'

type Answers = {
  readonly [K in keyof AttestConsent]: K extends `${string}Ok` ? AttestConsent[K] | null : AttestConsent[K]
}

/**
 * The owner's word that those in the picture agree. It replaces what they said before. Given under a text that is no
 * longer the one that applies, it is refused with 409 `policy-changed`: nobody agrees to what they did not read. The same
 * again changes nothing, unless somebody withdrew their consent in between.
 */
export async function attestConsent(
  db: Db,
  viewer: Viewer,
  clipId: ClipId,
  { policyId, scope, unconsented, guardiansOk = null, principalOk = null, adultsOk = null }: Answers,
): Promise<Consent> {
  const refusal = 'Only the person who uploaded the clip answers for consent.'
  return actAsOwner(db, viewer, clipId, refusal, async (trx) => {
    const policy = await findPolicyFor(trx, viewer)
    if ((policy?.id ?? null) !== policyId) {
      conflict('policy-changed', 'The text that applies has changed. Please read it again, and answer anew.')
    }
    const said = { policyId, scope, unconsented, guardiansOk, principalOk, adultsOk }
    if (await saysAlready(trx, clipId, said)) return findConsent(trx, viewer, clipId)
    await trx
      .updateTable('consentAttestations')
      .set({ replacedAt: sql<Date>`now()` })
      .where('clipId', '=', clipId)
      .where('replacedAt', 'is', null)
      .execute()
    if (scope === 'cohort' && (await reachesFurther(trx, clipId))) {
      await closeAudience(trx, clipId, 'consent narrowed', viewer.personId)
    }
    await writeAttestation(trx, viewer, clipId, said, policy?.textHash)
    return findConsent(trx, viewer, clipId)
  })
}

/** Is the clip an exemplar for more than one cohort? */
async function reachesFurther(db: Db, clipId: ClipId): Promise<boolean> {
  const audience = await db
    .selectFrom('clipAudiences')
    .select('id')
    .where('clipId', '=', clipId)
    .where('closedAt', 'is', null)
    .where('kind', '<>', 'cohort')
    .executeTakeFirst()
  return audience !== undefined
}

async function saysAlready(db: Db, clipId: ClipId, said: Required<Answers>): Promise<boolean> {
  const standing = await findAttestation(db, clipId)
  if (!standing) return false
  const keys = ['policyId', 'scope', 'unconsented', 'guardiansOk', 'principalOk', 'adultsOk'] as const
  if (keys.some((key) => standing[key] !== said[key])) return false
  const since = await db
    .selectFrom('clipPauses')
    .select('id')
    .where('clipId', '=', clipId)
    .where('reason', '=', 'consent withdrawn')
    .where('raisedAt', '>', standing.attestedAt)
    .executeTakeFirst()
  return since === undefined
}
