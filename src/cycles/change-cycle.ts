import { findClip } from '../clips/find-clip.ts'
import { refusePurged } from '../clips/still-stands.ts'
import { holdFacilitatedCohort } from '../cohorts/hold-cohort.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId, CohortId, CycleId } from '../platform/ids.ts'
import { conflict } from '../platform/problems.ts'
import { wordsOf } from '../platform/words.ts'
import { clipsOfCohorts } from './clips-of-cohorts.ts'
import { findCycle, findShownCycle } from './find-cycles.ts'
import { requireEarlier } from './require-earlier.ts'
import type { ChangeCycle, Cycle } from './schemas.ts'

/** A facilitator changes what an open cycle is about, which clips it compares, and what was seen. */
export async function changeCycle(db: Db, viewer: Viewer, id: CycleId, given: ChangeCycle): Promise<Cycle> {
  const { cohortId, seq } = await findCycle(db, viewer, id)
  await db.transaction().execute(async (trx) => {
    const clipIds = [given.firstClipId ?? [], given.secondClipId ?? []].flat().toSorted()
    // Clips come before the cohort.
    for (const clipId of clipIds) await refusePurged(trx, clipId)
    await holdFacilitatedCohort(trx, viewer, cohortId)
    if (given.previousId) await requireEarlier(trx, { cohortId, seq }, given.previousId)
    await requireShared(trx, viewer, cohortId, clipIds)
    const changes = changesOf(viewer, given)
    if (Object.keys(changes).length === 0) return
    const before = await trx
      .selectFrom('inquiryCycles')
      .select(['firstClipId', 'secondClipId'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    const changed = await trx
      .updateTable('inquiryCycles')
      .set({
        // A place on the clip that was there before says nothing about this one.
        ...(given.firstClipId !== undefined &&
          given.firstClipId !== before.firstClipId && { firstFromMs: 0 }),
        ...(given.secondClipId !== undefined &&
          given.secondClipId !== before.secondClipId && { secondFromMs: 0 }),
        ...changes,
      })
      .where('id', '=', id)
      .where('closedAt', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (!changed) conflict('cycle-closed', 'This cycle is closed. Open it again first to change it.')
  })
  return findShownCycle(db, viewer, id)
}

function changesOf({ personId }: Viewer, given: ChangeCycle) {
  const { question, practice, previousId, firstClipId, secondClipId, firstFromMs, secondFromMs } = given
  const { changed, learned } = given
  return {
    ...(question !== undefined && { question }),
    ...(practice !== undefined && { practice: wordsOf(practice) }),
    ...((question !== undefined || practice !== undefined) && { askedBy: personId }),
    ...(previousId !== undefined && { previousId }),
    ...(firstClipId !== undefined && { firstClipId }),
    ...(secondClipId !== undefined && { secondClipId }),
    ...(firstFromMs !== undefined && { firstFromMs }),
    ...(secondFromMs !== undefined && { secondFromMs }),
    ...(changed !== undefined && { changed: wordsOf(changed), changedSaidBy: personId }),
    ...(learned !== undefined && { learned: wordsOf(learned), learnedSaidBy: personId }),
  }
}

/** Who runs a cohort widens nothing (INV-06): a cycle compares what its owner shared with the cohort already. */
async function requireShared(
  db: Db,
  viewer: Viewer,
  cohortId: CohortId,
  ids: readonly ClipId[],
): Promise<void> {
  for (const clipId of new Set(ids)) {
    await findClip(db, viewer, clipId)
    const shared = await clipsOfCohorts(db, viewer, [cohortId])
      .where('clips.id', '=', clipId)
      .executeTakeFirst()
    if (!shared)
      conflict('not-shared', 'This clip is not shared with the cohort. Only its owner can share it.')
  }
}
