import type { Db } from '../platform/db/schema.ts'
import type { OrganisationId, PersonId } from '../platform/ids.ts'

interface Erased {
  readonly organisationId: OrganisationId
  readonly personId: PersonId
  /** What it was before it was erased. */
  readonly email: string
}

/**
 * Removes the invitations an erased person came by, or could come by, and those they sent that nobody took up: names,
 * addresses and words go with them; of those that were taken up, their words. In the caller's transaction.
 */
export async function forgetInvitations(db: Db, { organisationId, personId, email }: Erased): Promise<void> {
  await db
    .deleteFrom('invitations')
    .where('organisationId', '=', organisationId)
    .where(({ or, and, eb }) =>
      or([
        eb('acceptedBy', '=', personId),
        eb('email', '=', email.trim().toLowerCase()),
        and([eb('invitedBy', '=', personId), eb('acceptedBy', 'is', null)]),
      ]),
    )
    .execute()
  await db.updateTable('invitations').set({ words: null }).where('invitedBy', '=', personId).execute()
}
