import type { Db } from '../platform/db/schema.ts'
import type { IssuerId } from '../platform/ids.ts'
import { notFound } from '../platform/problems.ts'
import { discoverIssuer } from './discover-issuer.ts'
import { findOidcIssuer } from './find-oidc-issuers.ts'
import { requireRole } from './find-roles.ts'
import type { CheckedIssuer } from './oidc-schemas.ts'
import { openSecret } from './seal-secret.ts'
import type { Viewer } from './viewer.ts'

/** Asks one of the organisation's issuers anew. Whether client and secret are right, only a sign-in shows. */
export async function checkOidcIssuer(
  db: Db,
  viewer: Viewer,
  issuerId: IssuerId,
  authSecret: string,
): Promise<CheckedIssuer> {
  await requireRole(db, viewer, 'administrator')
  const { organisationId, issuer, clientId, clientSecret: sealed } = await findOidcIssuer(db, issuerId)
  if (organisationId !== viewer.organisationId) notFound('way to sign in')
  const clientSecret = await openSecret(authSecret, sealed).catch(() => undefined)
  const answers = await discoverIssuer({ issuer, clientId, clientSecret: clientSecret ?? '' }).then(
    () => true,
    () => false,
  )
  return { answers, opensSecret: clientSecret !== undefined }
}
