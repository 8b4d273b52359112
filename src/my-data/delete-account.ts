import { checkPassword } from '../identity/check-password.ts'
import type { Viewer } from '../identity/viewer.ts'
import { inTransaction } from '../platform/db/in-transaction.ts'
import type { Db } from '../platform/db/schema.ts'
import { malformed } from '../platform/problems.ts'
import { erasePerson } from './erase-person.ts'
import type { DeleteAccount } from './schemas.ts'

/** The viewer deletes their account, with all that is theirs. There is no way back. */
export async function deleteAccount(
  db: Db,
  viewer: Viewer,
  { confirm, password, words }: DeleteAccount,
): Promise<void> {
  const { email } = await db
    .selectFrom('people')
    .select('email')
    .where('id', '=', viewer.personId)
    .executeTakeFirstOrThrow()
  // Somebody was quicker: it is done.
  if (email === null) return
  if (confirm.trim().toLowerCase() !== email.toLowerCase()) {
    malformed('wrong-confirmation', 'That is not the e-mail address of this account.')
  }
  await checkPassword(db, viewer, password)
  await inTransaction(db, (trx) => erasePerson(trx, viewer.personId, words))
}
