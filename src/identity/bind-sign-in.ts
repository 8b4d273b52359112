import type { Db } from '../platform/db/schema.ts'
import type { OrganisationId } from '../platform/ids.ts'

/** From now on this sign-in is a person of that organisation or nobody. To be called before anybody holds it. */
export async function bindSignIn(db: Db, sessionId: string, organisationId: OrganisationId): Promise<void> {
  await db.insertInto('signInChoices').values({ sessionId, organisationId, isBound: true }).execute()
}
