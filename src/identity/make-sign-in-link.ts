import { sql } from 'kysely'
import type { Db } from '../platform/db/schema.ts'
import type { SignInLinkId } from '../platform/ids.ts'
import { hashSecret, newSecret } from './token-secret.ts'

/**
 * Makes the secret of a link that was asked for, for the mail that goes out now; its 15 minutes begin. Made again, the
 * newer one counts: of two mails of one request, the later one signs in. Answers undefined where nobody here has that
 * mailbox, or the link was used, or the mail comes too late to be of use.
 */
export async function makeSignInLink(
  db: Db,
  signInLinkId: SignInLinkId,
): Promise<{ readonly name: string; readonly address: string; readonly secret: string } | undefined> {
  const secret = newSecret('signin')
  const person = await db
    .selectFrom('signInLinks')
    .innerJoin('people', (join) =>
      join.on((eb) => eb(eb.fn<string>('lower', ['people.email']), '=', eb.ref('signInLinks.email'))),
    )
    .select(['people.name', 'signInLinks.email'])
    .where('signInLinks.id', '=', signInLinkId)
    .where('people.state', '=', 'active')
    .orderBy('people.id')
    .limit(1)
    .executeTakeFirst()
  if (!person) return undefined
  const made = await db
    .updateTable('signInLinks')
    .set({ tokenHash: hashSecret(secret), expiresAt: sql<Date>`now() + interval '15 minutes'` })
    .where('id', '=', signInLinkId)
    .where('usedAt', 'is', null)
    .where('expiresAt', '>', sql<Date>`now()`)
    .returning('email')
    .executeTakeFirst()
  return made && { name: person.name, address: made.email, secret }
}
