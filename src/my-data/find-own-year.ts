import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'

/** What the person wrote down after meetings. */
export const findOwnTakeaways = (db: Db, { personId }: Viewer) =>
  db
    .selectFrom('takeaways')
    .innerJoin('meetings', 'meetings.id', 'takeaways.meetingId')
    .innerJoin('cohorts', 'cohorts.id', 'meetings.cohortId')
    .select(['cohorts.name as cohort', 'meetings.startsAt as meeting', 'takeaways.kind', 'takeaways.body'])
    .select(['takeaways.threadId', 'takeaways.createdAt', 'takeaways.editedAt'])
    .where('takeaways.authorId', '=', personId)
    .orderBy('takeaways.id')
    .execute()

/** What the person wrote in cycles of inquiry; of what others wrote there nothing. */
export async function findOwnCycleWords(db: Db, { personId }: Viewer) {
  const rows = await db
    .selectFrom('inquiryCycles')
    .innerJoin('cohorts', 'cohorts.id', 'inquiryCycles.cohortId')
    .select(['cohorts.name as cohort', 'inquiryCycles.seq', 'inquiryCycles.openedAt', 'openedBy', 'closedBy'])
    .select(['inquiryCycles.closedAt', 'askedBy', 'changedSaidBy', 'learnedSaidBy'])
    .select(['question', 'practice', 'changed', 'learned'])
    .where(({ or, eb }) =>
      or([
        eb('askedBy', '=', personId),
        eb('changedSaidBy', '=', personId),
        eb('learnedSaidBy', '=', personId),
        eb('openedBy', '=', personId),
        eb('closedBy', '=', personId),
      ]),
    )
    .orderBy('inquiryCycles.id')
    .execute()
  return rows.map(({ cohort, seq, openedAt, closedAt, ...row }) => ({
    ...{ cohort, cycle: seq, openedAt, closedAt },
    ...{ openedByMe: row.openedBy === personId, closedByMe: row.closedBy === personId },
    question: row.askedBy === personId ? row.question : null,
    practice: row.askedBy === personId ? row.practice : null,
    changed: row.changedSaidBy === personId ? row.changed : null,
    learned: row.learnedSaidBy === personId ? row.learned : null,
  }))
}
