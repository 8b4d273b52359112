import { sql } from 'kysely'
import type { Db } from '../platform/db/schema.ts'
import type { OrganisationId, PersonId } from '../platform/ids.ts'

interface Gone {
  readonly organisationId: OrganisationId
  readonly personId: PersonId
  readonly email: string
}

/**
 * Forgets, in the caller's transaction, how a person was invited, and ends the invitations that nobody stands behind any
 * more. Those that were accepted stay, without the words.
 */
export async function forgetInvited(db: Db, { organisationId, personId, email }: Gone): Promise<void> {
  await db
    .deleteFrom('invitations')
    .where('organisationId', '=', organisationId)
    .where(({ or, eb }) =>
      or([eb('acceptedBy', '=', personId), eb(sql`lower(email)`, '=', email.trim().toLowerCase())]),
    )
    .execute()
  await db
    .updateTable('invitations')
    .set({
      words: null,
      revokedAt: sql<Date>`case when accepted_at is null then coalesce(revoked_at, now()) end`,
    })
    .where('invitedBy', '=', personId)
    .execute()
}
