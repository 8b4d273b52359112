import { type SqlBool, sql } from 'kysely'
import type { Db } from '../platform/db/schema.ts'
import { newId, type OrganisationId, type PersonId } from '../platform/ids.ts'
import { malformed } from '../platform/problems.ts'
import { trimmed } from '../platform/words.ts'
import type { RoleScope } from './find-role-scope.ts'
import type { Role } from './roles.ts'
import { endRoles, writeRoles } from './write-roles.ts'
import { findOrCreateSignIn, findSignIn, noteProvenMailbox } from './write-sign-in.ts'

interface Invited {
  readonly organisationId: OrganisationId
  readonly name: string
  /** Proven: a secret that was sent there came back. */
  readonly email: string
  readonly roles: readonly Role[]
  readonly scope: RoleScope
  readonly invitedBy: PersonId
  /** Needed where the mailbox has no sign-in yet, see `needsPassword`. */
  readonly password: string | undefined
}

/**
 * Lets somebody into the organisation who proved their mailbox, in the caller's transaction, and keeps their row until
 * it ends. Whoever is here already stays who they are; whoever had departed comes back, without anything they had.
 */
export async function admitPerson(db: Db, invited: Invited): Promise<PersonId> {
  const email = invited.email.trim().toLowerCase()
  const person =
    (await holdByMailbox(db, invited.organisationId, email)) ?? (await addInvited(db, invited, email))
  const isBack = person.state === 'departed'
  if (isBack) {
    await db.updateTable('people').set({ state: 'active' }).where('id', '=', person.id).execute()
    await endRoles(db, person.id)
  }
  if (person.signInId === null) {
    const signInId = await findOrCreateSignIn(db, {
      ...{ name: person.name, email, proven: true },
      password: () => given(invited.password),
    })
    await db.updateTable('people').set({ signInId }).where('id', '=', person.id).execute()
  }
  await noteProvenMailbox(db, email)
  const isNew = isBack || person.isNew
  await writeRoles(db, {
    organisationId: invited.organisationId,
    personId: person.id,
    roles: isNew && invited.roles.length === 0 ? ['teacher'] : invited.roles,
    scope: invited.scope,
    grantedBy: invited.invitedBy,
  })
  return person.id
}

/** Would whoever reads this mailbox need a password to be admitted? Not where they can sign in already. */
export async function needsPassword(db: Db, organisationId: OrganisationId, email: string): Promise<boolean> {
  const mailbox = email.trim().toLowerCase()
  if (await findSignIn(db, mailbox)) return false
  const person = await byMailbox(db, organisationId, mailbox).executeTakeFirst()
  return (person?.signInId ?? null) === null
}

/** Is whoever reads this mailbox in the organisation now? */
export const isActiveHere = async (db: Db, organisationId: OrganisationId, email: string): Promise<boolean> =>
  (await byMailbox(db, organisationId, email.trim().toLowerCase()).executeTakeFirst())?.state === 'active'

/** Somebody's address here may differ from the one they sign in with, so either will do. */
const byMailbox = (db: Db, organisationId: OrganisationId, email: string) =>
  db
    .selectFrom('people')
    .select(['id', 'name', 'state', 'signInId'])
    .where('organisationId', '=', organisationId)
    .where('state', '<>', 'erased')
    .where(
      sql<SqlBool>`(lower(email) = ${email} or sign_in_id = (select id from auth_users where email = ${email}))`,
    )
    .orderBy(sql`lower(email) = ${email}`, 'desc')
    .limit(1)

async function holdByMailbox(db: Db, organisationId: OrganisationId, email: string) {
  const person = await byMailbox(db, organisationId, email).forNoKeyUpdate().executeTakeFirst()
  return person && { ...person, isNew: false }
}

async function addInvited(db: Db, { organisationId, name, password }: Invited, email: string) {
  const signInId = await findOrCreateSignIn(db, {
    name,
    email,
    proven: true,
    password: () => given(password),
  })
  const made = await db
    .insertInto('people')
    .values({ organisationId, id: newId<PersonId>(), signInId, name: trimmed(name), email })
    // Two invitations of one mailbox may be accepted at once.
    .onConflict((conflict) => conflict.doNothing())
    .returning(['id', 'name', 'state', 'signInId'])
    .executeTakeFirst()
  if (made) return { ...made, isNew: true }
  const other = await holdByMailbox(db, organisationId, email)
  if (!other) throw new Error('a person was neither found nor made')
  return other
}

const given = (password: string | undefined): string =>
  password ?? malformed('password-missing', 'Please choose a password of at least 10 characters.')
