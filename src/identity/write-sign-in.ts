import { randomUUID } from 'node:crypto'
import { hashPassword } from 'better-auth/crypto'
import { sql } from 'kysely'
import type { Db } from '../platform/db/schema.ts'
import { proveMailbox } from './prove-mailbox.ts'

interface NewSignIn {
  readonly name: string
  /** In small letters. */
  readonly email: string
  /** The mailbox is known to be this person's: a secret that was sent there came back. */
  readonly proven?: boolean
  /** Asked for only where there is no sign-in yet; it may refuse. */
  readonly password: () => string
}

/**
 * The sign-in of a mailbox, made where there is none; one that exists keeps its password, unless its mailbox is proven
 * only now (see `proveMailbox`). The rows are better-auth's, written here because its own calls know nothing of our
 * transaction.
 */
export async function findOrCreateSignIn(
  db: Db,
  { name, email, proven = false, password }: NewSignIn,
): Promise<string> {
  const id = randomUUID()
  const made = await sql<{ id: string }>`
    insert into auth_users (id, name, email, email_verified) values (${id}, ${name}, ${email}, ${proven})
    on conflict (email) do nothing returning id`.execute(db)
  if (made.rows.length === 0) return proven ? proveMailbox(db, email) : ((await findSignIn(db, email)) ?? id)
  await sql`
    insert into auth_accounts (id, account_id, provider_id, user_id, password, updated_at)
    values (${randomUUID()}, ${id}, 'credential', ${id}, ${await hashPassword(password())}, now())`.execute(
    db,
  )
  return id
}

/** The id of the sign-in with this e-mail address, in small letters. */
export const findSignIn = async (db: Db, email: string): Promise<string | undefined> =>
  (await sql<{ id: string }>`select id from auth_users where email = ${email}`.execute(db)).rows[0]?.id

/** Whoever followed a link that went to this mailbox can read it. */
export const noteProvenMailbox = (db: Db, email: string) =>
  sql`update auth_users set email_verified = true, updated_at = now()
    where email = ${email} and not email_verified`.execute(db)
