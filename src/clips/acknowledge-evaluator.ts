import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId, GrantId, PersonId } from '../platform/ids.ts'
import { announce } from '../platform/live/changes.ts'
import { notFound } from '../platform/problems.ts'
import { actAsOwner } from './act-as-owner.ts'
import { appendLedger } from './append-ledger.ts'
import { findEvaluatorsIn } from './find-evaluators.ts'
import { termsOf } from './grant-clip.ts'
import { writeAcknowledgements } from './write-acknowledgements.ts'

const refusal = 'Only the person who uploaded the clip decides who sees it.'

interface Of {
  readonly clipId: ClipId
  readonly grantId: GrantId
  readonly personId: PersonId
}

/** The owner lets somebody watch who rates them and came to the cohort after it was shared with. Twice is once. */
export async function acknowledgeEvaluator(
  db: Db,
  viewer: Viewer,
  { clipId, grantId, personId }: Of,
): Promise<void> {
  await actAsOwner(db, viewer, clipId, refusal, async (trx) => {
    const grant = await findStanding(trx, clipId, grantId)
    const evaluators = await findEvaluatorsIn(trx, grant.cohortId, viewer.personId)
    if (!evaluators.some(({ id }) => id === personId)) notFound('person')
    await writeAcknowledgements(trx, viewer, grant, [personId])
  })
}

/** The owner no longer lets somebody watch who rates them. Twice is once. */
export async function takeBackAcknowledgement(
  db: Db,
  viewer: Viewer,
  { clipId, grantId, personId }: Of,
): Promise<void> {
  await actAsOwner(db, viewer, clipId, refusal, async (trx) => {
    const grant = await findStanding(trx, clipId, grantId)
    const gone = await trx
      .deleteFrom('evaluatorAcknowledgements')
      .where('grantId', '=', grantId)
      .where('evaluatorId', '=', personId)
      .executeTakeFirst()
    if (gone.numDeletedRows === 0n) return
    await announce(trx, { clipId, what: 'clip' })
    await appendLedger(trx, {
      ...{ organisationId: viewer.organisationId, clipId, personId: viewer.personId },
      ...{ cohortId: grant.cohortId, what: 'change grant' },
      detail: { ...termsOf(grant), takenBack: 1 },
    })
  })
}

const findStanding = async (db: Db, clipId: ClipId, grantId: GrantId) =>
  (await db
    .selectFrom('clipGrants')
    .selectAll()
    .where('id', '=', grantId)
    .where('clipId', '=', clipId)
    .where('revokedAt', 'is', null)
    .executeTakeFirst()) ?? notFound('grant')
