import { type RawBuilder, sql } from 'kysely'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import { sealsOver } from './is-unsealed.ts'

/**
 * When the seals opened that the viewer stood before: at their own first words in each, or when it closed. One row with
 * two maps, to be joined as `opened`: `stages`, where a stage behind several seals has the last of them, and `clips`, with
 * the last about each. Found once for a query, not for each row. With `since`, only what opened after that is sure to be there.
 */
export function openings(db: Db, viewer: Viewer, since?: Date) {
  const stages = sealsOver(db, viewer)
    .$if(since !== undefined, (query) =>
      // None opens later than it closes, nor closes later than its assignment is due.
      query.where('assignments.dueAt', '>', since as Date).where('seal.closesAt', '>', since as Date),
    )
    .select(['kept.id as stageId', 'kept.assignmentId'])
    .select(
      sql<Date>`max(least(seal.closes_at, (select min(own.created_at) from comments own
        where own.stage_id = seal.stage_id and own.author_id = ${viewer.personId})))`.as('at'),
    )
    .groupBy('kept.id')
  return db
    .with('openedStages', () => stages)
    .selectNoFrom([
      sql`(select jsonb_object_agg(stage_id, at) from opened_stages)`.as('stages'),
      sql`(select jsonb_object_agg(clip_id, at) from (
        select clip_id, max(at) as at from opened_stages join assignment_clips using (assignment_id)
        group by clip_id) as of_clips)`.as('clips'),
    ])
}

const when = (map: 'stages' | 'clips', id: 'comments.stageId' | 'threads.stageId' | 'threads.clipId') =>
  sql<Date | null>`(${sql.ref(`opened.${map}`)} ->> ${sql.ref(id)}::text)::timestamptz`

/**
 * From when the viewer could read a comment: since it was said, or since the seals opened that kept it, or its thread, from
 * them. Stands beside `comments`, their `threads` and the `openings`. One's own words, and what is said about one's own
 * clip, never were.
 */
export const readableAt = ({ personId }: Viewer) => sql<Date>`(case
  when opened.stages is null or comments.author_id = ${personId} or exists (
    select from clips as owned where owned.id = threads.clip_id and owned.owner_id = ${personId})
  then comments.created_at
  else greatest(comments.created_at, ${when('stages', 'comments.stageId')}, ${when('stages', 'threads.stageId')}) end)`

/**
 * What was said before `since` is looked at only about those clips on which a seal opened after it: so that what was read
 * long ago costs nothing. To be asked beside `readableAt`, never instead of it.
 */
export const mayBeNew = (since: RawBuilder<Date>) =>
  sql<boolean>`comments.created_at >= case when ${when('clips', 'threads.clipId')} >= ${since}
    then '-infinity' else ${since} end`
