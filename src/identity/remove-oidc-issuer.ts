import { sql } from 'kysely'
import type { Db } from '../platform/db/schema.ts'
import type { IssuerId } from '../platform/ids.ts'
import { notFound } from '../platform/problems.ts'
import { announceReachOf } from './announce-reach-of.ts'
import { appendAudit } from './append-audit.ts'
import { requireRole } from './find-roles.ts'
import type { Viewer } from './viewer.ts'

/**
 * Takes an issuer's word no longer, and ends the sign-ins of this organisation that rest on such a word: which of several
 * issuers gave it is not kept, so people of another one have to sign in once more.
 */
export async function removeOidcIssuer(db: Db, viewer: Viewer, issuerId: IssuerId): Promise<void> {
  const { organisationId } = viewer
  await requireRole(db, viewer, 'administrator')
  await db.transaction().execute(async (trx) => {
    const removed = await trx
      .deleteFrom('oidcIssuers')
      .where('id', '=', issuerId)
      .where('organisationId', '=', organisationId)
      .returning('id')
      .executeTakeFirst()
    if (!removed) return notFound('issuer')
    const ended = await sql<{ userId: string }>`
      delete from auth_sessions using sign_in_choices as choice
      where choice.session_id = auth_sessions.id and choice.is_bound and choice.organisation_id = ${organisationId}
      returning auth_sessions.user_id`.execute(trx)
    for (const userId of new Set(ended.rows.map((row) => row.userId))) await announceReachOf(trx, userId)
    await appendAudit(trx, viewer, 'remove-oidc-issuer', { issuerId })
  })
}
