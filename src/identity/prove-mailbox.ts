import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '../platform/db/schema.ts'
import { announceReachOf } from './announce-reach-of.ts'

/**
 * The sign-in of whoever just showed that they read this mailbox, in the caller's transaction; made where there is none.
 * It now stands for everybody active with that mailbox who had no sign-in.
 *
 * Until now anybody may have made a sign-in under this address, with a password of their choice, and wait for its owner
 * to bring people along. So the first proof ends that password and what it opened.
 */
export async function proveMailbox(db: Db, mailbox: string): Promise<string> {
  const userId = (await createProven(db, mailbox)) ?? (await proveKnown(db, mailbox))
  await sql`
    update people set sign_in_id = ${userId}
    where lower(email) = ${mailbox} and state = 'active' and sign_in_id is null and not exists (
      select from people as other
      where other.organisation_id = people.organisation_id and other.sign_in_id = ${userId})`.execute(db)
  return userId
}

/** A sign-in under an address that is known to be its owner's; undefined where there is one of that address. */
export async function createProven(db: Db, mailbox: string): Promise<string | undefined> {
  const made = await sql<{ id: string }>`
    insert into auth_users (id, name, email, email_verified) values (${randomUUID()}, ${mailbox}, ${mailbox}, true)
    on conflict (email) do nothing returning id`.execute(db)
  return made.rows[0]?.id
}

async function proveKnown(db: Db, mailbox: string): Promise<string> {
  const known = await sql<{ id: string; emailVerified: boolean }>`
    select id, email_verified from auth_users where email = ${mailbox} for update`.execute(db)
  const user = known.rows[0]
  if (!user) throw new Error('a sign-in went away while its mailbox was proven')
  if (!user.emailVerified) {
    await sql`update auth_users set email_verified = true, updated_at = now() where id = ${user.id}`.execute(
      db,
    )
    await sql`delete from auth_accounts where user_id = ${user.id}`.execute(db)
    await sql`delete from auth_sessions where user_id = ${user.id}`.execute(db)
    await announceReachOf(db, user.id)
  }
  return user.id
}
