import { sql } from 'kysely'
import type { Db } from '../platform/db/schema.ts'
import type { ExemplarId } from '../platform/ids.ts'

/**
 * Writes anew by which words exemplars are found, from the rows as they are now, in both languages: their titles weigh
 * most, then what they are about, then questions and notes. Whoever changes one of these calls it, in the transaction of
 * the change. Whose turn it is reads after whoever went before, so none keeps what another one changed meanwhile.
 */
export async function writeWords(db: Db, ...exemplarIds: readonly ExemplarId[]): Promise<void> {
  if (exemplarIds.length === 0) return
  // First only the lock: what is read in the statement that waits for it may be older than what it waited for.
  await sql`insert into exemplar_words (organisation_id, exemplar_id, document)
    select organisation_id, id, '' from exemplars where id = any(${exemplarIds}::uuid[]) order by id
    on conflict (exemplar_id) do update set document = exemplar_words.document`.execute(db)
  await sql`update exemplar_words set document = ${weighed('title', 'A')} || ${weighed('about', 'B')} || ${weighed('more', 'C')}
    from (
      select id, title,
        concat_ws(' ', goal, words, (
          select string_agg(concat_ws(' ', terms.code, terms.name), ' ') from exemplar_tags
          join terms on terms.id = exemplar_tags.term_id where exemplar_tags.exemplar_id = exemplars.id
        )) as about,
        concat_ws(' ', came_before, array_to_string(questions, ' '), (
          select string_agg(body, ' ') from teaching_notes where teaching_notes.exemplar_id = exemplars.id
        )) as more
      from exemplars where id = any(${exemplarIds}::uuid[])
    ) as said where said.id = exemplar_words.exemplar_id`.execute(db)
}

const weighed = (text: 'title' | 'about' | 'more', weight: 'A' | 'B' | 'C') => {
  const words = sql.ref(`said.${text}`)
  return sql`setweight(to_tsvector('english', ${words}) || to_tsvector('spanish', ${words}), ${sql.lit(weight)})`
}
