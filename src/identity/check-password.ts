import { verifyPassword } from 'better-auth/crypto'
import { sql } from 'kysely'
import type { Db } from '../platform/db/schema.ts'
import { malformed, Problem } from '../platform/problems.ts'
import type { Viewer } from './viewer.ts'

/** Makes sure that it is really the viewer, before what cannot be undone: by their password, where they have one. */
export async function checkPassword(
  db: Db,
  { personId }: Viewer,
  password: string | undefined,
): Promise<void> {
  const { rows } = await sql<{ password: string }>`
    select auth_accounts.password from auth_accounts join people on people.sign_in_id = auth_accounts.user_id
    where people.id = ${personId} and auth_accounts.password is not null`.execute(db)
  const [account] = rows
  if (!account) return
  if (password === undefined) malformed('password-needed', 'Please give your password too.')
  else if (!(await verifyPassword({ hash: account.password, password }))) {
    throw new Problem(403, 'wrong-password', 'That is not your password.')
  }
}
