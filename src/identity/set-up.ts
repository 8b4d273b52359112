import { verifyPassword } from 'better-auth/crypto'
import { sql } from 'kysely'
import type { Db } from '../platform/db/schema.ts'
import { conflict, Problem } from '../platform/problems.ts'
import { addPerson } from './add-person.ts'
import { createOrganisation } from './create-organisation.ts'
import { mailboxOf } from './mailbox.ts'
import type { SetUp } from './schemas.ts'
import { hashSecret } from './token-secret.ts'

/** Makes an organisation and its administrator. The link's secret works once. */
export const setUp = (db: Db, { token, organisation, ...administrator }: SetUp): Promise<void> =>
  db.transaction().execute(async (trx) => {
    const link = await trx
      .updateTable('setUpLinks')
      .set({ usedAt: sql<Date>`now()` })
      .where('tokenHash', '=', hashSecret(token))
      .where('usedAt', 'is', null)
      .returning('createdAt')
      .executeTakeFirst()
    if (!link) {
      throw new Problem(
        404,
        'not-found',
        'This link does not work, or was used already. The newest stands where it was made.',
      )
    }
    const organisationId = await createOrganisation(trx, organisation)
    await addPerson(trx, { organisationId, roles: ['administrator'], ...administrator })
    // Afterwards, for somebody else may have been making that sign-in at the same moment.
    await requireOwnSignIn(trx, administrator)
  })

/**
 * Who is somebody in another organisation keeps that sign-in. One that anybody may have made under this address, to wait
 * for its owner to become an administrator, will not do, unless they know its password.
 */
async function requireOwnSignIn(
  db: Db,
  { email, password }: Pick<SetUp, 'email' | 'password'>,
): Promise<void> {
  const { rows } = await sql<{ emailVerified: boolean; password: string | null }>`
    select auth_users.email_verified, auth_accounts.password from auth_users
    left join auth_accounts on auth_accounts.user_id = auth_users.id and auth_accounts.provider_id = 'credential'
    where auth_users.email = ${mailboxOf(email)} for update of auth_users`.execute(db)
  const [known] = rows
  if (!known || known.emailVerified) return
  if (known.password !== null && (await verifyPassword({ hash: known.password, password }))) return
  conflict(
    'mailbox-unproven',
    'Somebody signs in with this address already. Give the password of that sign-in, or have a link mailed to you first.',
  )
}
