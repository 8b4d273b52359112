import type { Db } from '../platform/db/schema.ts'
import { Problem } from '../platform/problems.ts'
import { writeRhythm } from './choose-rhythm.ts'
import { readUnsubscribeToken } from './unsubscribe-token.ts'

/** Whoever holds a link from a mail has no more such mails sent there, without signing in. Twice is once. */
export async function unsubscribe(db: Db, secret: string, token: string): Promise<void> {
  const personId = readUnsubscribeToken(secret, token) ?? linkDoesNotWork()
  const person =
    (await db
      .selectFrom('people')
      .select('organisationId')
      .where('id', '=', personId)
      .where('state', '<>', 'erased')
      .executeTakeFirst()) ?? linkDoesNotWork()
  await writeRhythm(db, { ...person, personId }, 'never')
}

const linkDoesNotWork = (): never => {
  throw new Problem(
    404,
    'wrong-unsubscribe-link',
    'This link does not work. Perhaps it was cut off on its way to you.',
  )
}
