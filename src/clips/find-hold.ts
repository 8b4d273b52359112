import { type SqlBool, sql } from 'kysely'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'

/** The hold that keeps a clip's bytes now, or undefined. Not for answering people: its owner may not be told of it. */
export const findHold = (db: Db, clipId: ClipId) =>
  db
    .selectFrom('legalHolds')
    .selectAll()
    .where('clipId', '=', clipId)
    .where('liftedAt', 'is', null)
    .executeTakeFirst()

/** A condition on a column that names a clip: nothing holds its bytes. */
export const isNotHeld = (clipId: string) => sql<SqlBool>`not exists (
  select from legal_holds where legal_holds.clip_id = ${sql.ref(clipId)} and legal_holds.lifted_at is null)`
