import type { Insertable } from 'kysely'
import type { Viewer } from '../identity/viewer.ts'
import type { Database, Db } from '../platform/db/schema.ts'
import { type AttestationId, type ClipId, newId } from '../platform/ids.ts'
import { appendLedger } from './append-ledger.ts'

type Said = Pick<
  Insertable<Database['consentAttestations']>,
  'policyId' | 'scope' | 'unconsented' | 'guardiansOk' | 'principalOk' | 'adultsOk' | 'attestedAt'
>

/** Writes down the owner's word on those in the picture, in the caller's transaction, where no other stands. */
export async function writeAttestation(
  db: Db,
  { organisationId, personId }: Viewer,
  clipId: ClipId,
  said: Said,
  policyHash: Buffer | undefined,
): Promise<void> {
  const id = newId<AttestationId>()
  await db
    .insertInto('consentAttestations')
    .values({ organisationId, id, clipId, attestedBy: personId, ...said })
    .execute()
  const { scope, unconsented } = said
  await appendLedger(db, {
    ...{ organisationId, clipId, personId, what: 'consent' },
    detail: { scope, unconsented, policyHash: policyHash?.toString('hex') ?? null },
  })
}
