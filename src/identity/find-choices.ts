import { isIdKey, type PageRequest, pageOf, readCursor, usualLimit } from '../platform/db/page.ts'
import type { Db } from '../platform/db/schema.ts'
import type { PersonId } from '../platform/ids.ts'
import type { Viewer } from './viewer.ts'

/**
 * The people that the viewer may act as. With a token, or where an issuer vouched for the sign-in, that is the viewer
 * alone.
 */
export const choosablePeople = (db: Db, { personId, signIn }: Viewer) =>
  db
    .selectFrom('people')
    .innerJoin('organisations', 'organisations.id', 'people.organisationId')
    .where('people.state', '=', 'active')
    .$if(signIn === undefined || signIn.isBound, (query) => query.where('people.id', '=', personId))
    .$if(signIn !== undefined, (query) => query.where('people.signInId', '=', signIn?.userId ?? null))

/** What the viewer may choose from, the person they became first coming first. */
export async function findChoices(db: Db, viewer: Viewer, { limit = usualLimit, after }: PageRequest) {
  const cursor = after === undefined ? undefined : readCursor(after, isIdKey)
  const rows = await choosablePeople(db, viewer)
    .select([
      'people.id as personId',
      'people.name',
      'people.organisationId',
      'organisations.name as organisation',
    ])
    .$if(cursor !== undefined, (query) => query.where('people.id', '>', (cursor?.[0] ?? '') as PersonId))
    .orderBy('people.id')
    .limit(limit + 1)
    .execute()
  const { items, next } = pageOf(rows, limit, (row) => [row.personId])
  return {
    items: items.map(({ personId, name, organisationId, organisation }) => ({
      organisation: { id: organisationId, name: organisation },
      personId,
      name,
      isCurrent: personId === viewer.personId,
    })),
    next,
  }
}
