import { sql } from 'kysely'
import { findRoles } from '../identity/find-roles.ts'
import type { Role } from '../identity/roles.ts'
import { hashSecret } from '../identity/token-secret.ts'
import type { Db } from '../platform/db/schema.ts'
import { Problem } from '../platform/problems.ts'
import { mayInviteAs } from './policy.ts'

/**
 * The invitation that a link stands for, while it holds: not used, taken back or run out, and whoever sent it could
 * still send it. Everything else gets one and the same refusal, which tells nothing.
 */
export async function findOpenInvitation(db: Db, token: string) {
  const invitation =
    (await db
      .selectFrom('invitations')
      .innerJoin('people as inviter', 'inviter.id', 'invitations.invitedBy')
      .innerJoin('organisations', 'organisations.id', 'invitations.organisationId')
      .leftJoin('cohorts', 'cohorts.id', 'invitations.cohortId')
      .leftJoin('memberships', (join) =>
        join
          .onRef('memberships.cohortId', '=', 'invitations.cohortId')
          .onRef('memberships.personId', '=', 'invitations.invitedBy')
          .on('memberships.leftAt', 'is', null)
          .on('memberships.part', '=', 'facilitator'),
      )
      .selectAll('invitations')
      .select(['inviter.name as inviter', 'organisations.name as organisation'])
      .select(['cohorts.name as cohort', 'cohorts.kind', 'cohorts.focus', 'memberships.part as inviterIs'])
      .where('invitations.tokenHash', '=', hashSecret(token))
      .where('invitations.acceptedAt', 'is', null)
      .where('invitations.revokedAt', 'is', null)
      .where('invitations.expiresAt', '>', sql<Date>`now()`)
      .where('inviter.state', '=', 'active')
      .executeTakeFirst()) ?? linkDoesNotWork()
  const { organisationId, invitedBy, cohortId, inviterIs } = invitation
  const roles = invitation.roles as Role[]
  const stands =
    cohortId === null
      ? mayInviteAs(await findRoles(db, { organisationId, personId: invitedBy }), roles)
      : inviterIs !== null
  return stands ? { ...invitation, roles } : linkDoesNotWork()
}

export const linkDoesNotWork = (): never => {
  throw new Problem(
    404,
    'not-found',
    'This link does not work (any more). Please ask whoever invited you for a new one.',
  )
}
