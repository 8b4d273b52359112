import { findCohort } from '../cohorts/find-cohorts.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId, CohortId, PersonId } from '../platform/ids.ts'
import { announceNews } from '../platform/live/changes.ts'
import { conflict, notFound } from '../platform/problems.ts'
import { actAsOwner } from './act-as-owner.ts'
import { requireConsent } from './find-consent.ts'
import { findAcknowledged, findEvaluatorsIn } from './find-evaluators.ts'
import { findLiveGrant, grantClip } from './grant-clip.ts'
import type { Grant, ShareClip } from './schemas.ts'
import { showGrants } from './show-grants.ts'
import { writeAcknowledgements } from './write-acknowledgements.ts'

/**
 * The owner lets a cohort they are in see the clip. Sharing again gives the same grant, on the terms named last. Refused
 * with 409 `evaluator-in-cohort` while somebody in the cohort rates the owner who was not acknowledged by name, and with
 * 409 `consent-needed` while what the owner's district asks is not answered.
 */
export async function shareClip(
  db: Db,
  viewer: Viewer,
  clipId: ClipId,
  { cohortId, canComment = true, canDownload = false, acknowledgedEvaluatorIds = [] }: ShareClip,
): Promise<Grant> {
  const refusal = 'Only the person who uploaded the clip decides who sees it.'
  return actAsOwner(db, viewer, clipId, refusal, async (trx, clip) => {
    const cohort = await findCohort(trx, viewer, cohortId)
    if (clip.withdrawnAt) conflict('withdrawn', 'You took this clip back. Bring it back first to share it.')
    if (clip.state === 'failed')
      conflict('failed', 'This clip could not be prepared, so there is nothing to share.')
    if (cohort.kind === 'coaching') await requirePair(trx, cohortId)
    const named = await requireNamed(trx, viewer, clipId, cohortId, acknowledgedEvaluatorIds)
    const policy = await requireConsent(trx, viewer, clipId)
    const grant = await grantClip(trx, viewer, clipId, { cohortId, canComment, canDownload, policy })
    await writeAcknowledgements(trx, viewer, grant, named)
    await announceNews(trx, { cohortId })
    const shown = (await showGrants(trx, viewer, [clipId])).get(clipId)
    return shown?.find(({ id }) => id === grant.id) ?? notFound('grant')
  })
}

/** A coaching is between two. Before the other accepted it, who would come to see the clip is not settled. */
async function requirePair(db: Db, cohortId: CohortId): Promise<void> {
  const members = await db
    .selectFrom('memberships')
    .select('personId')
    .where('cohortId', '=', cohortId)
    .where('leftAt', 'is', null)
    .execute()
  if (members.length !== 2)
    conflict('coaching-not-accepted', 'You can share with this coaching once both of you are in it.')
}

/** Of the people named, those who are in the cohort and rate the owner; a refusal where one of these was not named. */
async function requireNamed(
  db: Db,
  viewer: Viewer,
  clipId: ClipId,
  cohortId: CohortId,
  named: readonly PersonId[],
): Promise<PersonId[]> {
  const evaluators = await findEvaluatorsIn(db, cohortId, viewer.personId)
  if (evaluators.length === 0) return []
  const standing = await findLiveGrant(db, clipId, cohortId)
  const known = new Set([...named, ...(standing ? await findAcknowledged(db, standing.id) : [])])
  const unnamed = evaluators.filter(({ id }) => !known.has(id))
  if (unnamed.length > 0) {
    const names = unnamed.map(({ name }) => name).join(', ')
    conflict(
      'evaluator-in-cohort',
      `In this cohort somebody takes part in your evaluation: ${names}. Please say by name that they may watch, or do not share.`,
      { evaluators: unnamed },
    )
  }
  return evaluators.map(({ id }) => id).filter((id) => named.includes(id))
}
