import { type SqlBool, sql } from 'kysely'
import type { Db } from '../platform/db/schema.ts'
import type { ExemplarId } from '../platform/ids.ts'
import { settleOver } from './settle-exemplar.ts'
import { ownerLeft } from './state-of.ts'

const atOnce = 200

/**
 * Settles every exemplar that is over. It was out of sight from that moment on; this writes it down and tells its owner.
 * It may be broken off anywhere and run again.
 */
export async function sweepExemplars(db: Db, signal: AbortSignal): Promise<void> {
  let after: ExemplarId | undefined
  do {
    const over = await findOver(db, after)
    for (const { id } of over) {
      signal.throwIfAborted()
      await settleOver(db, id)
    }
    after = over.at(-1)?.id
  } while (after !== undefined)
}

const findOver = (db: Db, after: ExemplarId | undefined) =>
  db
    .selectFrom('exemplars')
    .select('exemplars.id')
    .where('exemplars.refusedAt', 'is', null)
    .where('exemplars.takenBackAt', 'is', null)
    .where('exemplars.endedAt', 'is', null)
    .where((eb) => eb.or([ownerLeft, ranOut, isPurged, wasClosed]))
    .$if(after !== undefined, (query) => query.where('exemplars.id', '>', after as ExemplarId))
    .orderBy('exemplars.id')
    .limit(atOnce)
    .execute()

const ranOut = sql<SqlBool>`exists (select from exemplar_consents
  where exemplar_consents.exemplar_id = exemplars.id and exemplar_consents.revoked_at is null
    and exemplar_consents.until <= now())`

const isPurged = sql<SqlBool>`exists (select from clip_purges where clip_purges.clip_id = exemplars.clip_id)`

/** Whoever should have heard of it gave up. */
const wasClosed = sql<SqlBool>`exists (select from clip_audiences
  where clip_audiences.exemplar_id = exemplars.id
    and clip_audiences.closed_because not in ('curator', 'renewed'))`
