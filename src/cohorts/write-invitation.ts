import { sql } from 'kysely'
import type { RoleScope } from '../identity/find-role-scope.ts'
import type { Role } from '../identity/roles.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import { type CohortId, type InvitationId, newId } from '../platform/ids.ts'
import { Problem } from '../platform/problems.ts'
import { enqueue } from '../platform/queue/enqueue.ts'
import { trimmed, wordsOf } from '../platform/words.ts'
import { MailInvitation } from './jobs.ts'
import type { Part } from './parts.ts'

const invitationDays = 14
/** A mailbox hears of the same invitation no more often than this. */
const quietMinutes = 5

interface NewInvitation {
  readonly email: string
  readonly name: string
  /** Undefined: one's own stay with an invitation that one renews. */
  readonly words: string | null | undefined
  readonly to: { readonly cohortId: CohortId; readonly part: Part } | undefined
  readonly roles: readonly Role[]
  readonly scope: RoleScope
}

/**
 * Invites a mailbox, or renews the open invitation there is, and orders the mail, in the caller's transaction. Renewing
 * ends the link that was mailed before. Refuses (429) to mail again within minutes.
 */
export async function writeInvitation(
  db: Db,
  { organisationId, personId: invitedBy }: Viewer,
  { email, name, words, to, roles, scope }: NewInvitation,
): Promise<InvitationId> {
  const about = {
    name: trimmed(name),
    invitedBy,
    part: to?.part ?? null,
    roles: [...roles],
    ...scope,
    expiresAt: sql<Date>`now() + make_interval(days => ${invitationDays})`,
  }
  const written = await db
    .insertInto('invitations')
    .values({
      ...about,
      words: wordsOf(words),
      organisationId,
      id: newId<InvitationId>(),
      email: email.trim().toLowerCase(),
      cohortId: to?.cohortId ?? null,
    })
    .onConflict((conflict) =>
      conflict
        .expression(sql`organisation_id, lower(email), cohort_id`)
        .where('acceptedAt', 'is', null)
        .where('revokedAt', 'is', null)
        .doUpdateSet({
          ...about,
          words:
            words === undefined
              ? sql<string>`case when invitations.invited_by = ${invitedBy} then invitations.words end`
              : wordsOf(words),
          tokenHash: null,
          sentAt: null,
        })
        .where(
          'invitations.expiresAt',
          '<',
          sql<Date>`now() + make_interval(days => ${invitationDays}, mins => ${-quietMinutes})`,
        ),
    )
    .returning('id')
    .executeTakeFirst()
  if (!written) {
    throw new Problem(
      429,
      'invited-just-now',
      `An invitation is on its way to this address. Please wait ${quietMinutes} minutes before you send another.`,
    )
  }
  await enqueue(db, MailInvitation, { invitationId: written.id }, { organisationId })
  return written.id
}
