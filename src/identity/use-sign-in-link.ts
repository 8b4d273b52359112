import { sql } from 'kysely'
import type { Db } from '../platform/db/schema.ts'
import type { SignInLinkId } from '../platform/ids.ts'
import { Problem } from '../platform/problems.ts'
import { proveMailbox } from './prove-mailbox.ts'
import { hashSecret } from './token-secret.ts'

/** Consumes a mailed link, which works once whoever tries, and answers whose sign-in it opens. Refuses with 404. */
export async function useSignInLink(db: Db, token: string) {
  const opened = await db.transaction().execute(async (trx) => {
    const link = await trx
      .updateTable('signInLinks')
      .set({ usedAt: sql<Date>`now()` })
      .where('tokenHash', '=', hashSecret(token))
      .where('usedAt', 'is', null)
      .where('expiresAt', '>', sql<Date>`now()`)
      .returning(['id', 'email'])
      .executeTakeFirst()
    if (!link) return undefined
    // Who left since the mail went out is nobody's sign-in any more, and gets none made.
    if (!(await isSomebody(trx, link.email))) return undefined
    const userId = await proveMailbox(trx, link.email)
    return { linkId: link.id, mailbox: link.email, userId }
  })
  if (!opened) {
    throw new Problem(404, 'link-ended', 'This link was used already, or is too old. Have a new one mailed.')
  }
  return opened
}

/** One whose mailbox changed may still have a sign-in under the old address; that is not opened by the new one. */
async function isSomebody(db: Db, mailbox: string): Promise<boolean> {
  const people = db
    .selectFrom('people')
    .select('id')
    .where((eb) => eb(eb.fn<string>('lower', ['email']), '=', mailbox))
    .where('state', '=', 'active')
  // People before their sign-in, as when an issuer links them: two ways in at once must not wait for each other. And
  // before the look at it, for what waited here sees a row that changed meanwhile, but not the sign-in it got.
  await people.orderBy('id').forUpdate().execute()
  const person = await people
    .where(
      sql<boolean>`(sign_in_id is null or exists (
        select from auth_users where auth_users.id = people.sign_in_id and auth_users.email = ${mailbox}))`,
    )
    .limit(1)
    .executeTakeFirst()
  return person !== undefined
}

/** Remembers which sign-in a link gave: for a while it stands in for the current password. */
export const noteSignInOfLink = (db: Db, linkId: SignInLinkId, sessionId: string) =>
  db.updateTable('signInLinks').set({ sessionId }).where('id', '=', linkId).execute()
