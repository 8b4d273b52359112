import { sql } from 'kysely'
import type { Db } from '../platform/db/schema.ts'
import type { Viewer } from './viewer.ts'

/** The mailboxes, in small letters, that the viewer is known to read: a secret that was sent there came back. */
export async function findProvenMailboxes(db: Db, { personId }: Viewer): Promise<string[]> {
  const { rows } = await sql<{ email: string }>`
    select auth_users.email from people join auth_users on auth_users.id = people.sign_in_id
    where people.id = ${personId} and auth_users.email_verified`.execute(db)
  return rows.map(({ email }) => email)
}
