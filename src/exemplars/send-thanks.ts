import { refusePurged } from '../clips/still-stands.ts'
import { findCohort } from '../cohorts/find-cohorts.ts'
import { holdPeople } from '../identity/hold-people.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import { type ExemplarId, type ExemplarThanksId, newId } from '../platform/ids.ts'
import { announceNews } from '../platform/live/changes.ts'
import { authorize, conflict, notFound } from '../platform/problems.ts'
import { trimmed } from '../platform/words.ts'
import { findExemplar } from './find-exemplar.ts'
import { findThanks } from './find-thanks.ts'
import type { SendThanks } from './lifecycle-schemas.ts'
import type { Thanks } from './schemas.ts'

/**
 * Somebody thanks the owner of an exemplar in the name of a cohort of theirs that learned from it; the owner is told both
 * names. Once for each person and cohort: what stands is answered again, and not changed.
 */
export async function sendThanks(
  db: Db,
  viewer: Viewer,
  id: ExemplarId,
  { cohortId, body }: SendThanks,
): Promise<Thanks> {
  const { organisationId, personId: authorId } = viewer
  const { clipId } = await findExemplar(db, viewer, id)
  await db.transaction().execute(async (trx) => {
    await holdPeople(trx, [authorId])
    await refusePurged(trx, clipId)
    const { isOwn, isInAudience, ownerId } = await findExemplar(trx, viewer, id)
    authorize(!isOwn, 'This is your own clip. Others can thank you for it.')
    authorize(Boolean(isInAudience), 'Thanks are for an exemplar that was published for you.')
    const cohort = await findCohort(trx, viewer, cohortId)
    // To name it would tell the owner who coaches whom.
    if (cohort.kind === 'coaching') notFound('cohort')
    if (cohort.closedAt) conflict('cohort-closed', 'This cohort is closed.')
    const written = await trx
      .insertInto('exemplarThanks')
      .values({
        ...{ organisationId, id: newId<ExemplarThanksId>(), exemplarId: id, cohortId, authorId },
        body: trimmed(body),
      })
      .onConflict((standing) => standing.columns(['exemplarId', 'cohortId', 'authorId']).doNothing())
      .executeTakeFirst()
    if (written.numInsertedOrUpdatedRows) await announceNews(trx, { personId: ownerId })
  })
  const [thanks] = await findThanks(db, id, { cohortId, authorId })
  return thanks ?? notFound('exemplar')
}
