import { findCohort } from '../cohorts/find-cohorts.ts'
import { findPart } from '../cohorts/find-part.ts'
import { holdFacilitatedCohort } from '../cohorts/hold-cohort.ts'
import { facilitates } from '../cohorts/policy.ts'
import { holdPeople } from '../identity/hold-people.ts'
import type { Viewer } from '../identity/viewer.ts'
import { clock } from '../platform/db/clock.ts'
import { inTransaction } from '../platform/db/in-transaction.ts'
import type { Db } from '../platform/db/schema.ts'
import type { CohortId, CycleId } from '../platform/ids.ts'
import { authorize, conflict, malformed, notFound } from '../platform/problems.ts'
import { wordsOf } from '../platform/words.ts'
import { announceAssigned } from './announce-assigned.ts'
import { checkTimes } from './check-times.ts'
import { chooseClips } from './choose-clips.ts'
import { choosePresenter } from './choose-presenter.ts'
import { chooseProtocol } from './choose-protocol.ts'
import { findShownAssignment } from './find-assignments.ts'
import { refuseOverlap } from './refuse-overlap.ts'
import type { Assignment, CreateAssignment } from './schemas.ts'
import { calendarAbout, findMeetingThatIsOn, findTarget, openingBefore, usualDue } from './usual-times.ts'
import { writeAssignment } from './write-assignment.ts'

/**
 * Those who facilitate a cohort say what is to be watched and answered. Refuses with 409 `not-shared-here` a clip that
 * its owner does not share with the cohort, and `clip-already-assigned` one that is in another assignment at that time.
 */
export async function createAssignment(
  db: Db,
  viewer: Viewer,
  cohortId: CohortId,
  asked: CreateAssignment,
): Promise<Assignment> {
  const id = await inTransaction(db, async (trx) => {
    const place = await findCohort(trx, viewer, cohortId)
    const part = await findPart(trx, viewer, cohortId)
    authorize(facilitates(part), 'Only people who facilitate this cohort make assignments.')
    const { clipIds } = asked
    await holdPeople(trx, [viewer.personId, ...(asked.presenterId ? [asked.presenterId] : [])])
    // Clips, and who owns them, come before the cohort: who changes who may see one holds it first, too.
    const owners = await chooseClips(trx, viewer, cohortId, clipIds)
    const cohort = await holdFacilitatedCohort(trx, viewer, cohortId)
    const protocol = await chooseProtocol(trx, cohortId, asked.protocol)
    const presenterId = choosePresenter({
      ...{ cohort, stages: protocol.stages, named: asked.presenterId },
      firstOwner: clipIds[0] && owners.get(clipIds[0]),
    })
    if (asked.cycleId) await requireOpenCycle(trx, cohortId, asked.cycleId)
    if (asked.afterMeetingId) await findTarget(trx, cohortId, asked.afterMeetingId)
    const times = await timesOf(trx, place, asked)
    await refuseOverlap(trx, { cohortId, clipIds, ...times })
    const written = await writeAssignment(trx, viewer, {
      ...{ cohortId, clipIds, protocol, presenterId, ...times },
      forMeetingId: asked.forMeetingId ?? null,
      afterMeetingId: asked.afterMeetingId ?? null,
      cycleId: asked.cycleId ?? null,
      words: wordsOf(asked.words),
      question: wordsOf(asked.question),
      minutes: asked.minutes ?? null,
    })
    await announceAssigned(trx, { id: written.id, cohortId })
    return written.id
  })
  return findShownAssignment(db, viewer, id)
}

type Place = Awaited<ReturnType<typeof findCohort>>

/** When it opens and is due. Without a time it follows its meeting by rule; without either it is refused. */
async function timesOf(trx: Db, place: Place, { forMeetingId, opensAt, dueAt }: CreateAssignment) {
  const now = await clock(trx)
  const meeting = forMeetingId ? await findMeetingThatIsOn(trx, place.id, forMeetingId) : undefined
  if (!meeting && dueAt === undefined) {
    malformed('due-missing', 'Please say for which meeting it is, or when it is due.')
  }
  const asked = opensAt === undefined ? await openingBefore(trx, place.id, meeting, now) : new Date(opensAt)
  // Stages are parts of the time there is; what has passed already is not there.
  const opens = asked > now ? asked : now
  const calendar = await calendarAbout(trx, place, meeting?.startsAt ?? now)
  const due = dueAt === undefined ? usualDue(calendar, meeting?.startsAt, opens) : new Date(dueAt)
  checkTimes(opens, due, now)
  return { opensAt: opens, dueAt: due, dueBy: dueAt === undefined ? ('rule' as const) : ('hand' as const) }
}

/** Whoever closes the cycle waits for us, or was here before. */
async function requireOpenCycle(trx: Db, cohortId: CohortId, cycleId: CycleId): Promise<void> {
  const cycle =
    (await trx
      .selectFrom('inquiryCycles')
      .select('closedAt')
      .where('id', '=', cycleId)
      .where('cohortId', '=', cohortId)
      .forShare()
      .executeTakeFirst()) ?? notFound('cycle')
  if (cycle.closedAt) conflict('cycle-closed', 'This cycle of inquiry is closed. Open the next one first.')
}
