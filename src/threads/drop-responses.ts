import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../platform/db/schema.ts'

/** Takes out whom some `comments` mention and who thanked for them, in the caller's transaction: their words go. */
export async function dropResponses(db: Db, which: RawBuilder<boolean>): Promise<void> {
  await sql`delete from mentions using comments where comments.id = comment_id and ${which}`.execute(db)
  await sql`delete from thanks using comments where comments.id = comment_id and ${which}`.execute(db)
}
