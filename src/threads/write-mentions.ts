import type { Db } from '../platform/db/schema.ts'
import type { CohortId, CommentId, PersonId } from '../platform/ids.ts'
import { malformed } from '../platform/problems.ts'

/**
 * Writes whom a comment mentions in place of whom it mentioned, in the caller's transaction; who was mentioned before and
 * still is, is so since then. Only people who are in the cohort now can be mentioned; anybody else is refused in one way,
 * be they real or not.
 */
export async function writeMentions(
  db: Db,
  { id: commentId, cohortId }: { readonly id: CommentId; readonly cohortId: CohortId },
  personIds: readonly PersonId[],
): Promise<void> {
  const wanted = [...new Set(personIds)]
  await db
    .deleteFrom('mentions')
    .where('commentId', '=', commentId)
    .$if(wanted.length > 0, (query) => query.where('personId', 'not in', wanted))
    .execute()
  if (wanted.length === 0) return
  const members = await db
    .selectFrom('memberships')
    .select(['organisationId', 'personId'])
    .where('cohortId', '=', cohortId)
    .where('personId', 'in', wanted)
    .where('leftAt', 'is', null)
    .execute()
  if (members.length < wanted.length) {
    malformed('not-in-cohort', 'Somebody you mention is not in this cohort, and would not read it.')
  }
  await db
    .insertInto('mentions')
    .values(members.map((member) => ({ ...member, commentId })))
    .onConflict((before) => before.doNothing())
    .execute()
}
