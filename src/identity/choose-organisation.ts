import { sql } from 'kysely'
import type { Db } from '../platform/db/schema.ts'
import type { OrganisationId } from '../platform/ids.ts'
import { notFound } from '../platform/problems.ts'
import { choosablePeople } from './find-choices.ts'
import { requireSignIn } from './require-sign-in.ts'
import type { Viewer } from './viewer.ts'

/**
 * From the next request on, this sign-in acts as the viewer's person in that organisation. One where they are nobody is
 * not there for them; for a sign-in that an issuer vouched for, that is every one but its own.
 */
export async function chooseOrganisation(
  db: Db,
  viewer: Viewer,
  organisationId: OrganisationId,
): Promise<void> {
  const { sessionId } = requireSignIn(viewer)
  const chosen = await db
    .insertInto('signInChoices')
    .columns(['sessionId', 'organisationId'])
    .expression(
      choosablePeople(db, viewer)
        .select([sql<string>`${sessionId}::text`.as('sessionId'), 'people.organisationId'])
        .where('people.organisationId', '=', organisationId),
    )
    .onConflict((conflict) =>
      conflict
        .column('sessionId')
        .doUpdateSet({ organisationId })
        // Held here too: what was seen of the sign-in may be out of date.
        .where((eb) =>
          eb.or([
            eb('signInChoices.isBound', '=', false),
            eb('signInChoices.organisationId', '=', organisationId),
          ]),
        ),
    )
    .returning('sessionId')
    .executeTakeFirst()
  if (!chosen) notFound('organisation')
}
