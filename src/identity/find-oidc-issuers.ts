import { isIdKey, type PageRequest, pageOf, readCursor, usualLimit } from '../platform/db/page.ts'
import type { Db } from '../platform/db/schema.ts'
import type { IssuerId } from '../platform/ids.ts'
import { notFound } from '../platform/problems.ts'
import { requireRole } from './find-roles.ts'
import type { OidcIssuer } from './oidc-schemas.ts'
import type { Viewer } from './viewer.ts'

export const callbackUrl = (publicUrl: string, issuerId: IssuerId): string =>
  `${publicUrl}/api/auth/oidc/${issuerId}/callback`

/** The issuers that sign in people of the viewer's organisation, without their secrets. For administrators. */
export async function findOidcIssuers(
  db: Db,
  viewer: Viewer,
  publicUrl: string,
  { limit = usualLimit, after }: PageRequest,
): Promise<{ items: OidcIssuer[]; next: string | null }> {
  await requireRole(db, viewer, 'administrator')
  const rows = await issuersAfter(db, limit, after)
    .select(['id', 'name', 'issuer', 'clientId', 'createdAt'])
    .where('organisationId', '=', viewer.organisationId)
    .execute()
  const { items, next } = pageOf(rows, limit, (row) => [row.id])
  return {
    items: items.map((row) => ({
      ...row,
      callbackUrl: callbackUrl(publicUrl, row.id),
      createdAt: row.createdAt.toISOString(),
    })),
    next,
  }
}

/** By what name each issuer is offered to whoever is about to sign in. */
export async function findIssuerNames(db: Db, { limit = usualLimit, after }: PageRequest) {
  const rows = await issuersAfter(db, limit, after).select(['id', 'name']).execute()
  return pageOf(rows, limit, (row) => [row.id])
}

function issuersAfter(db: Db, limit: number, after: string | undefined) {
  const cursor = after === undefined ? undefined : readCursor(after, isIdKey)
  return db
    .selectFrom('oidcIssuers')
    .$if(cursor !== undefined, (query) => query.where('id', '>', (cursor?.[0] ?? '') as IssuerId))
    .orderBy('id')
    .limit(limit + 1)
}

/** With its sealed secret, for whoever signs in by it. */
export const findOidcIssuer = async (db: Db, issuerId: IssuerId) =>
  (await db.selectFrom('oidcIssuers').selectAll().where('id', '=', issuerId).executeTakeFirst()) ??
  notFound('way to sign in')
