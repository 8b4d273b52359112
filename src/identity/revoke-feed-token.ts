import { sql } from 'kysely'
import type { Db } from '../platform/db/schema.ts'
import type { PersonId } from '../platform/ids.ts'
import type { Viewer } from './viewer.ts'

/** Ends the viewer's feed from the next time a calendar asks for it. Without one it changes nothing. */
export const revokeFeedToken = (db: Db, { personId }: Viewer): Promise<void> => endFeedTokens(db, personId)

/** The same in the caller's transaction, for whoever loses their access. */
export async function endFeedTokens(db: Db, personId: PersonId): Promise<void> {
  await db
    .updateTable('feedTokens')
    .set({ revokedAt: sql<Date>`now()` })
    .where('personId', '=', personId)
    .where('revokedAt', 'is', null)
    .execute()
}
