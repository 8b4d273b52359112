import { sql } from 'kysely'
import type { Db } from '../platform/db/schema.ts'
import type { OwnSignIn } from './sign-ins-schemas.ts'
import type { Viewer } from './viewer.ts'

/** By what the viewer signs in: a password, issuers that know them; and whether an issuer vouched for them just now. */
export async function findOwnSignIn(db: Db, { personId, signIn }: Viewer): Promise<OwnSignIn> {
  const [passwords, issuers] = await Promise.all([
    sql`select auth_accounts.id from auth_accounts join people on people.sign_in_id = auth_accounts.user_id
      where people.id = ${personId} and auth_accounts.password is not null limit 1`.execute(db),
    db
      .selectFrom('oidcIdentities')
      .innerJoin('oidcIssuers', 'oidcIssuers.id', 'oidcIdentities.issuerId')
      .select(['oidcIssuers.name', 'oidcIdentities.linkedAt'])
      .where('oidcIdentities.personId', '=', personId)
      .orderBy('oidcIdentities.linkedAt')
      .execute(),
  ])
  return {
    hasPassword: passwords.rows.length > 0,
    isBound: signIn?.isBound === true,
    issuers: issuers.map(({ name, linkedAt }) => ({ name, linkedAt: linkedAt.toISOString() })),
  }
}
