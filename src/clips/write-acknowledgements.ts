import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId, CohortId, GrantId, PersonId } from '../platform/ids.ts'
import { announce } from '../platform/live/changes.ts'
import { appendLedger } from './append-ledger.ts'

interface OfGrant {
  readonly id: GrantId
  readonly clipId: ClipId
  readonly cohortId: CohortId
}

/**
 * Writes that the owner lets these people watch through the grant though they rate the owner, in a transaction that
 * locked the clip's terms. The ledger tells how many are new; who they are stands beside the grant, where it can be
 * erased.
 */
export async function writeAcknowledgements(
  db: Db,
  { organisationId, personId }: Viewer,
  { id: grantId, clipId, cohortId }: OfGrant,
  evaluatorIds: readonly PersonId[],
): Promise<void> {
  if (evaluatorIds.length === 0) return
  const written = await db
    .insertInto('evaluatorAcknowledgements')
    .values(evaluatorIds.map((evaluatorId) => ({ organisationId, grantId, evaluatorId })))
    .onConflict((conflict) => conflict.columns(['grantId', 'evaluatorId']).doNothing())
    .returning('evaluatorId')
    .execute()
  if (written.length === 0) return
  await announce(db, { clipId, what: 'clip' })
  await appendLedger(db, {
    ...{ organisationId, clipId, personId, cohortId },
    what: 'acknowledge',
    detail: { grantId, people: written.length },
  })
}
