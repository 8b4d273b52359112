import { sql } from 'kysely'
import { findPart } from '../cohorts/find-part.ts'
import { facilitates } from '../cohorts/policy.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { AssignmentId, ThreadId } from '../platform/ids.ts'
import { authorize, conflict, notFound } from '../platform/problems.ts'
import { choose, mostTaken } from './choose.ts'
import { findPack, findRanked } from './find-pack.ts'
import { findPackAssignment } from './find-pack-assignment.ts'
import type { PackThread } from './find-pack-talk.ts'
import type { Gathered } from './gather-moments.ts'
import { leading } from './rank-moments.ts'
import type { ChooseMoment, Pack } from './schemas.ts'

/**
 * Takes the moment that a thread belongs to into the pack, at a place in it, or leaves it out; answers the pack as it is then.
 * The first choice keeps the rest of what was proposed as it was proposed.
 */
export const chooseMoment = (
  db: Db,
  viewer: Viewer,
  assignmentId: AssignmentId,
  threadId: ThreadId,
  { choice, position = mostTaken }: ChooseMoment,
): Promise<Pack> =>
  change(db, viewer, assignmentId, threadId, (taken, moment) => {
    const others = taken.filter((each) => each !== moment)
    if (choice === 'left out') return { taken: others, leftOut: moment }
    if (others.length >= mostTaken) {
      conflict('pack-full', `A pack holds ${mostTaken} moments. Please leave one out first.`)
    }
    return { taken: others.toSpliced(Math.min(position, others.length), 0, moment) }
  })

/** Takes back what was said of a moment: it is neither taken nor left out. */
export const unchooseMoment = (
  db: Db,
  viewer: Viewer,
  assignmentId: AssignmentId,
  threadId: ThreadId,
): Promise<Pack> =>
  change(db, viewer, assignmentId, threadId, (taken, moment) => ({
    taken: taken.filter((each) => each !== moment),
  }))

/** Forgets all choices: the pack is the proposal again, from the talk as it is now. */
export async function unchooseAll(db: Db, viewer: Viewer, assignmentId: AssignmentId): Promise<Pack> {
  const { cohortId } = await findPackAssignment(db, viewer, assignmentId)
  authorize(facilitates(await findPart(db, viewer, cohortId)), onlyFacilitators)
  await db.transaction().execute(async (trx) => {
    await oneAtATime(trx, assignmentId)
    await trx.deleteFrom('packChoices').where('assignmentId', '=', assignmentId).execute()
  })
  return findPack(db, viewer, assignmentId)
}

const onlyFacilitators = 'Only people who facilitate this cohort choose what goes to the room.'

type Moment = Gathered<PackThread>
type Change = (
  taken: readonly Moment[],
  moment: Moment,
) => { readonly taken: readonly Moment[]; readonly leftOut?: Moment }

async function change(
  db: Db,
  viewer: Viewer,
  assignmentId: AssignmentId,
  threadId: ThreadId,
  decide: Change,
): Promise<Pack> {
  const assignment = await findPackAssignment(db, viewer, assignmentId)
  authorize(facilitates(await findPart(db, viewer, assignment.cohortId)), onlyFacilitators)
  await db.transaction().execute(async (trx) => {
    await oneAtATime(trx, assignmentId)
    const { ranked, choices } = await findRanked(trx, viewer, assignment)
    const moment = ranked.find(({ threads }) => threads.some((thread) => thread.threadId === threadId))
    if (!moment) return notFound('thread')
    const { taken, leftOut } = decide(choose(ranked, choices).isIn, moment)
    const idsOf = (moments: readonly Moment[]) =>
      moments.flatMap(({ threads }) => threads.map((thread) => thread.threadId))
    // What another facilitator took and this one cannot see stays theirs.
    await trx
      .deleteFrom('packChoices')
      .where('assignmentId', '=', assignmentId)
      .where('threadId', 'in', idsOf(ranked))
      .where(({ or, eb }) =>
        or([eb('choice', '=', 'taken'), eb('threadId', 'in', idsOf([moment, ...taken]))]),
      )
      .execute()
    const chosenBy = viewer.personId
    const rows = [
      ...taken.map((each, position) => ({ of: each, choice: 'taken' as const, position })),
      ...(leftOut ? [{ of: leftOut, choice: 'left out' as const, position: 0 }] : []),
    ].map(({ of, choice, position }) => ({
      ...{ organisationId: viewer.organisationId, assignmentId, threadId: leading(of).threadId },
      ...{ choice, position, chosenBy },
    }))
    if (rows.length > 0) await trx.insertInto('packChoices').values(rows).execute()
  })
  return findPack(db, viewer, assignmentId)
}

/** Two who choose at once would each renumber what the other has moved. */
const oneAtATime = (trx: Db, assignmentId: AssignmentId) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`pack ${assignmentId}`}, 0))`.execute(trx)
