import { sql } from 'kysely'
import type { Db } from '../platform/db/schema.ts'
import type { IssuerId, OrganisationId, PersonId } from '../platform/ids.ts'
import { Problem } from '../platform/problems.ts'
import { createProven } from './prove-mailbox.ts'

export interface Vouched {
  readonly subject: string
  /** Undefined where the issuer did not say that it is verified. */
  readonly mailbox: string | undefined
}

interface Issuer {
  readonly id: IssuerId
  readonly organisationId: OrganisationId
}

/**
 * Whose sign-in an issuer opens: who it knows by this subject already, or else who has that verified mailbox, among the
 * active people of the issuer's own organisation alone. Refuses with a Problem whose code the sign-in page has words for.
 */
export const openIdentity = (db: Db, issuer: Issuer, { subject, mailbox }: Vouched): Promise<string> =>
  db.transaction().execute(async (trx) => {
    const person =
      (await findBySubject(trx, issuer, subject)) ?? (await linkByMailbox(trx, issuer, subject, mailbox))
    return person.signInId ?? linkSignIn(trx, issuer, person, mailbox)
  })

async function findBySubject(db: Db, issuer: Issuer, subject: string) {
  const person = await db
    .selectFrom('oidcIdentities')
    .innerJoin('people', 'people.id', 'oidcIdentities.personId')
    .select(['people.id', 'people.signInId', 'people.email', 'people.state'])
    .where('oidcIdentities.issuerId', '=', issuer.id)
    .where('oidcIdentities.subject', '=', subject)
    .forUpdate('people')
    .executeTakeFirst()
  if (person && person.state !== 'active') return notInvited()
  return person
}

async function linkByMailbox(db: Db, issuer: Issuer, subject: string, mailbox: string | undefined) {
  const person = await db
    .selectFrom('people')
    .select(['id', 'signInId', 'email'])
    .where('organisationId', '=', issuer.organisationId)
    .where((eb) => eb(eb.fn<string>('lower', ['email']), '=', mailbox ?? unverified()))
    .where('state', '=', 'active')
    .forUpdate()
    .executeTakeFirst()
  if (!person) return notInvited()
  // Mailboxes are handed on: who comes as another subject may be another person, who is not to find their talk.
  const known = await db
    .selectFrom('oidcIdentities')
    .select('subject')
    .where('issuerId', '=', issuer.id)
    .where('personId', '=', person.id)
    .executeTakeFirst()
  if (known && known.subject !== subject) return otherAccount()
  await db
    .insertInto('oidcIdentities')
    .values({
      ...{ organisationId: issuer.organisationId, issuerId: issuer.id, subject },
      personId: person.id,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return person
}

/** Gives a person who never signed in the sign-in of their mailbox, which must be proven to be theirs. */
async function linkSignIn(
  db: Db,
  { organisationId }: Issuer,
  person: { id: PersonId; email: string | null },
  mailbox: string | undefined,
): Promise<string> {
  if (mailbox === undefined) return unverified()
  if (mailbox !== person.email?.toLowerCase()) return notInvited()
  const userId = (await createProven(db, mailbox)) ?? (await findProven(db, mailbox))
  const other = await db
    .selectFrom('people')
    .select('id')
    .where('organisationId', '=', organisationId)
    .where('signInId', '=', userId)
    .executeTakeFirst()
  if (other) return otherAccount()
  await db.updateTable('people').set({ signInId: userId }).where('id', '=', person.id).execute()
  return userId
}

async function findProven(db: Db, mailbox: string): Promise<string> {
  const { rows } = await sql<{ id: string; emailVerified: boolean }>`
    select id, email_verified from auth_users where email = ${mailbox} for update`.execute(db)
  if (rows[0]?.emailVerified) return rows[0].id
  throw new Problem(
    403,
    'mailbox-unproven',
    'Somebody made a sign-in for your address without showing that it is theirs. Have a link mailed to you first.',
  )
}

const notInvited = (): never => {
  throw new Problem(
    403,
    'not-invited',
    'You are not invited yet. Please ask whoever looks after Interlude where you work.',
  )
}

const unverified = (): never => {
  throw new Problem(
    403,
    'mailbox-unverified',
    'Your organisation did not say that your e-mail address is really yours.',
  )
}

const otherAccount = (): never => {
  throw new Problem(
    403,
    'other-account',
    'Another account is connected with you already. Please ask whoever looks after Interlude where you work.',
  )
}
