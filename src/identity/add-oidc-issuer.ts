import { brokeConstraint } from '../platform/db/constraint.ts'
import type { Db } from '../platform/db/schema.ts'
import { type IssuerId, newId } from '../platform/ids.ts'
import { conflict, malformed } from '../platform/problems.ts'
import { trimmed } from '../platform/words.ts'
import { appendAudit } from './append-audit.ts'
import { discoverIssuer, readIssuerAddress } from './discover-issuer.ts'
import { callbackUrl } from './find-oidc-issuers.ts'
import { requireRole } from './find-roles.ts'
import type { AddOidcIssuer, OidcIssuer } from './oidc-schemas.ts'
import { sealSecret } from './seal-secret.ts'
import type { Viewer } from './viewer.ts'

interface Own {
  readonly publicUrl: string
  readonly authSecret: string
}

/**
 * Lets an OpenID issuer sign in people of the viewer's organisation. It is asked at once, so that a wrong address shows
 * here and not at the first sign-in; whether client and secret are right, only a sign-in shows.
 */
export async function addOidcIssuer(
  db: Db,
  viewer: Viewer,
  { name, clientId, clientSecret, ...given }: AddOidcIssuer,
  { publicUrl, authSecret }: Own,
): Promise<OidcIssuer> {
  await requireRole(db, viewer, 'administrator')
  const issuer = readIssuerAddress(given.issuer, publicUrl)
  await discoverIssuer({ issuer, clientId, clientSecret }).catch(() =>
    malformed(
      'issuer-unreachable',
      'No OpenID issuer answered at that address. Please check how it is written.',
    ),
  )
  const id = newId<IssuerId>()
  const sealed = await sealSecret(authSecret, clientSecret)
  try {
    const { createdAt } = await db.transaction().execute(async (trx) => {
      const row = await trx
        .insertInto('oidcIssuers')
        .values({
          ...{ organisationId: viewer.organisationId, id, name: trimmed(name), issuer, clientId },
          clientSecret: sealed,
        })
        .returning('createdAt')
        .executeTakeFirstOrThrow()
      await appendAudit(trx, viewer, 'add-oidc-issuer', { issuerId: id })
      return row
    })
    return {
      ...{ id, name: trimmed(name), issuer, clientId },
      callbackUrl: callbackUrl(publicUrl, id),
      createdAt: createdAt.toISOString(),
    }
  } catch (error) {
    if (!brokeConstraint(error, 'oidc_issuers_organisation_id_issuer_client_id_key')) throw error
    return conflict('issuer-known', 'This issuer signs in your people already.')
  }
}
