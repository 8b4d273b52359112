import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'

/** The viewer says that their address takes mail after all. */
export async function tryMailAgain(db: Db, { personId }: Viewer): Promise<void> {
  await db.deleteFrom('mailRefusals').where('personId', '=', personId).execute()
}
