import { randomUUID } from 'node:crypto'
import { hashPassword, verifyPassword } from 'better-auth/crypto'
import { sql } from 'kysely'
import type { Db } from '../platform/db/schema.ts'
import { authorize, conflict, Problem } from '../platform/problems.ts'
import { announceReachOf } from './announce-reach-of.ts'
import { countTries } from './count-tries.ts'
import { lockSignIn } from './lock-sign-in.ts'
import { requireSignIn } from './require-sign-in.ts'
import type { SetPassword } from './sign-ins-schemas.ts'
import type { SignIn, Viewer } from './viewer.ts'

/**
 * Sets the password of the viewer's sign-in, and ends its other sign-ins. It takes the current one, or a sign-in by a
 * mailed link that is at most 15 minutes old. Refuses a wrong one with 403 (`wrong-password`).
 */
export async function setPassword(db: Db, viewer: Viewer, { current, next }: SetPassword): Promise<void> {
  const signIn = requireSignIn(viewer)
  // It would open the person's other organisations, for which the issuer does not speak.
  authorize(!signIn.isBound, 'You signed in through your organisation, and have no password to change here.')
  const known = await findPassword(db, signIn)
  if (current === undefined) await requireYoungLink(db, signIn)
  else await requireRight(db, signIn, known, current)
  const hash = await hashPassword(next)
  await db.transaction().execute(async (trx) => {
    await lockSignIn(trx, signIn.userId)
    const still = await sql`select id from auth_sessions where id = ${signIn.sessionId} for update`.execute(
      trx,
    )
    if (still.rows.length === 0) throw new Problem(401, 'not-signed-in', 'Please sign in first.')
    if ((await findPassword(trx, signIn)) !== known) conflict('busy', 'Please send that once more.')
    if (known === undefined) await insertPassword(trx, signIn, hash)
    else {
      await sql`
        update auth_accounts set password = ${hash}, updated_at = now()
        where user_id = ${signIn.userId} and provider_id = 'credential'`.execute(trx)
    }
    await sql`delete from auth_sessions where user_id = ${signIn.userId} and id <> ${signIn.sessionId}`.execute(
      trx,
    )
    await announceReachOf(trx, signIn.userId)
  })
}

/** Somebody at an open browser may not guess on and on. */
const requireRight = (db: Db, { userId }: SignIn, hash: string | undefined, password: string) =>
  countTries(
    db,
    [{ key: `password of ${userId}`, most: 10, withinSeconds: 900 }],
    async () => {
      if (hash === undefined || !(await verifyPassword({ hash, password }))) {
        throw new Problem(403, 'wrong-password', 'That is not your current password.')
      }
    },
    (error) => error instanceof Problem && error.code === 'wrong-password',
  )

async function findPassword(db: Db, { userId }: SignIn): Promise<string | undefined> {
  const { rows } = await sql<{ password: string }>`
    select password from auth_accounts
    where user_id = ${userId} and provider_id = 'credential' and password is not null`.execute(db)
  return rows[0]?.password
}

const insertPassword = (db: Db, { userId }: SignIn, hash: string) =>
  sql`
    insert into auth_accounts (id, account_id, provider_id, user_id, password, updated_at)
    values (${randomUUID()}, ${userId}, 'credential', ${userId}, ${hash}, now())`.execute(db)

async function requireYoungLink(db: Db, { sessionId }: SignIn): Promise<void> {
  const link = await db
    .selectFrom('signInLinks')
    .select('id')
    .where('sessionId', '=', sessionId)
    .where('usedAt', '>', sql<Date>`now() - interval '15 minutes'`)
    .executeTakeFirst()
  if (!link) conflict('needs-proof', 'Give your current password, or sign in by a mailed link first.')
}
