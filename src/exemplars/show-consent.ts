import { sql } from 'kysely'
import type { Db } from '../platform/db/schema.ts'
import type { FoundExemplar } from './find-exemplar.ts'
import type { ExemplarConsent } from './schemas.ts'
import { showAudience } from './show-audience.ts'

/** In the last days of a consent its owner is asked whether it goes on. */
export const renewalDays = 30

/** The owner's consent as it stands now; null where none does. */
export async function showConsent(
  db: Db,
  { id, organisationId }: FoundExemplar,
): Promise<ExemplarConsent | null> {
  const consent = await db
    .selectFrom('exemplarConsents')
    .selectAll()
    .select(sql<boolean>`exemplar_consents.until < now() + ${renewalDays} * interval '1 day'`.as('endsSoon'))
    .where('exemplarId', '=', id)
    .where('revokedAt', 'is', null)
    .where('until', '>', sql<Date>`now()`)
    .executeTakeFirst()
  if (!consent) return null
  const { endsOn, until, showsName, textVersion, givenAt, endsSoon } = consent
  return {
    audience: await showAudience(db, organisationId, consent),
    ...{ endsOn, until: until.toISOString(), showsName, textVersion, givenAt: givenAt.toISOString() },
    renewBy: endsSoon ? endsOn : null,
  }
}
