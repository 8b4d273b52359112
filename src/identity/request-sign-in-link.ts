import { sql } from 'kysely'
import type { Db } from '../platform/db/schema.ts'
import { newId, type SignInLinkId } from '../platform/ids.ts'
import { enqueue } from '../platform/queue/enqueue.ts'
import { SendSignInLink } from './jobs.ts'
import { mailboxOf } from './mailbox.ts'

/** Within as many minutes as a link lives. */
const mostPerMailbox = 5

/**
 * Asks for a link by mail. Does the same for a mailbox that nobody here has: only who sends the mail looks, so that
 * neither the answer nor its time says who is here. A mailbox that was asked for too often gets no more for a while.
 */
export const requestSignInLink = (db: Db, email: string): Promise<void> =>
  db.transaction().execute(async (trx) => {
    const mailbox = mailboxOf(email)
    await sql`select pg_advisory_xact_lock(hashtextextended(${`sign-in link ${mailbox}`}, 0))`.execute(trx)
    await sql`delete from sign_in_links where id in (
      select id from sign_in_links where created_at < now() - interval '1 day' limit 100 for update skip locked)`.execute(
      trx,
    )
    const { sent } = await trx
      .selectFrom('signInLinks')
      .select((eb) => eb.fn.countAll<string>().as('sent'))
      .where('email', '=', mailbox)
      .where('createdAt', '>', sql<Date>`now() - interval '15 minutes'`)
      .executeTakeFirstOrThrow()
    if (Number(sent) >= mostPerMailbox) return
    const id = newId<SignInLinkId>()
    await trx
      .insertInto('signInLinks')
      .values({ id, email: mailbox, expiresAt: sql<Date>`now() + interval '15 minutes'` })
      .execute()
    await enqueue(trx, SendSignInLink, { signInLinkId: id })
  })
