import { sql } from 'kysely'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'

/** Whether anything tells of the clip that must not be torn away: then it can be purged, and not simply removed. */
export async function isRemembered(db: Db, clipId: ClipId): Promise<boolean> {
  const tables = [
    'ledger',
    'legal_holds',
    'consent_attestations',
    'clip_pauses',
    'playbacks',
    'notes',
    'threads',
  ]
  const rows = tables.map((table) => sql`select from ${sql.table(table)} where clip_id = ${clipId}`)
  const found = await sql<{ isRemembered: boolean }>`
    select exists (${sql.join(rows, sql` union all `)}) as is_remembered`.execute(db)
  return found.rows[0]?.isRemembered === true
}
