import { stillStands } from '../clips/still-stands.ts'
import { findCohort } from '../cohorts/find-cohorts.ts'
import { holdPeople } from '../identity/hold-people.ts'
import type { Viewer } from '../identity/viewer.ts'
import { inTransaction } from '../platform/db/in-transaction.ts'
import type { Db } from '../platform/db/schema.ts'
import type { AssignmentId, PersonId } from '../platform/ids.ts'
import { conflict, malformed } from '../platform/problems.ts'
import { wordsOf } from '../platform/words.ts'
import { announceAssigned } from './announce-assigned.ts'
import { changeClips } from './change-clips.ts'
import { checkTimes } from './check-times.ts'
import { choosePresenter } from './choose-presenter.ts'
import { findAssignedClips } from './find-assigned-clips.ts'
import { findAssignment, findShownAssignment } from './find-assignments.ts'
import { findClipIds } from './find-clip-ids.ts'
import { type HeldAssignment, holdAssignment, refuseOver } from './hold-assignment.ts'
import { keepWindows } from './keep-windows.ts'
import { ownersHere } from './owners-here.ts'
import { refuseOverlap } from './refuse-overlap.ts'
import type { Assignment, ChangeAssignment } from './schemas.ts'
import { calendarAbout, findMeetingThatIsOn, usualDue } from './usual-times.ts'

/**
 * Changes an assignment that is not over. Once it is open, when it opened and who presents stand, and clips only come
 * to it; its protocol stands from the beginning.
 */
export async function changeAssignment(
  db: Db,
  viewer: Viewer,
  id: AssignmentId,
  change: ChangeAssignment,
): Promise<Assignment> {
  await inTransaction(db, async (trx) => {
    const { cohortId } = await findAssignment(trx, viewer, id)
    const { clipIds, words, question, minutes, presenterId } = change
    await holdPeople(trx, [viewer.personId, ...(presenterId ? [presenterId] : [])])
    // Clips come before the cohort, as where an assignment is made; those that stay are written anew, too.
    for (const clipId of (await findClipIds(trx, id)).toSorted()) await stillStands(trx, clipId)
    const putClips = clipIds && (await changeClips(trx, viewer, { id, cohortId, clipIds }))
    const held = await holdAssignment(trx, viewer, id)
    refuseOver(held)
    const isOpen = held.state === 'open'
    if (isOpen && (change.opensAt !== undefined || presenterId !== undefined)) {
      conflict(
        'already-open',
        'This assignment is open already: when it opened and who presents stay as they are.',
      )
    }
    await putClips?.(isOpen)
    const times = await timesOf(trx, viewer, held, change)
    await refuseOverlap(trx, { cohortId, clipIds: await findClipIds(trx, id), ...times, except: id })
    if (isOpen && times.dueAt.getTime() !== held.dueAt.getTime()) await keepWindows(trx, id)
    await trx
      .updateTable('assignments')
      .set({
        ...times,
        ...(presenterId !== undefined && { presenterId: await presenterOf(trx, viewer, held, presenterId) }),
        ...(words !== undefined && { words: wordsOf(words) }),
        ...(question !== undefined && { question: wordsOf(question) }),
        ...(minutes !== undefined && { minutes }),
      })
      .where('id', '=', id)
      .execute()
    await announceAssigned(trx, held)
  })
  return findShownAssignment(db, viewer, id)
}

/** What follows from the meeting follows it anew; what was fixed by hand stays unless it is changed by hand. */
async function timesOf(trx: Db, viewer: Viewer, held: HeldAssignment, change: ChangeAssignment) {
  const { cohortId, now } = held
  const forMeetingId = change.forMeetingId === undefined ? held.forMeetingId : change.forMeetingId
  const asked = change.opensAt === undefined ? held.opensAt : new Date(change.opensAt)
  const opensAt = held.state === 'open' || asked > now ? asked : now
  const isByRule = change.dueAt === null || (change.dueAt === undefined && held.dueBy === 'rule')
  // Neither its meeting nor its time is touched, so it stands as it is, whatever became of the meeting.
  if (change.dueAt === undefined && (!isByRule || change.forMeetingId === undefined)) {
    if (change.forMeetingId) await findMeetingThatIsOn(trx, cohortId, change.forMeetingId)
    checkTimes(opensAt, held.dueAt, now)
    return { opensAt, dueAt: held.dueAt, dueBy: held.dueBy, forMeetingId }
  }
  if (change.dueAt) {
    if (change.forMeetingId) await findMeetingThatIsOn(trx, cohortId, change.forMeetingId)
    const dueAt = new Date(change.dueAt)
    checkTimes(opensAt, dueAt, now)
    return { opensAt, dueAt, dueBy: 'hand' as const, forMeetingId }
  }
  if (!forMeetingId) malformed('due-missing', 'Please say for which meeting it is, or when it is due.')
  const meeting = forMeetingId ? await findMeetingThatIsOn(trx, cohortId, forMeetingId) : undefined
  const place = await findCohort(trx, viewer, cohortId)
  const calendar = await calendarAbout(trx, place, meeting?.startsAt ?? now)
  const dueAt = usualDue(calendar, meeting?.startsAt, opensAt > now ? opensAt : now)
  checkTimes(opensAt, dueAt, now)
  return { opensAt, dueAt, dueBy: 'rule' as const, forMeetingId }
}

/** As where an assignment is made: where somebody has to present and nobody is named, who owns its first clip. */
async function presenterOf(
  trx: Db,
  viewer: Viewer,
  { id, cohortId, cohort }: HeldAssignment,
  named: PersonId | null,
): Promise<PersonId | null> {
  const stages = await trx
    .selectFrom('assignmentStages')
    .select('whoPosts')
    .where('assignmentId', '=', id)
    .execute()
  const [first] = (await findAssignedClips(trx, viewer, [id])).get(id) ?? []
  const owners = await ownersHere(trx, cohortId, first ? [first.id] : [])
  return choosePresenter({ cohort, stages, named, firstOwner: first && owners.get(first.id) })
}
