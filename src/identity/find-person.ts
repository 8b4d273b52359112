import type { Db } from '../platform/db/schema.ts'
import type { PersonId } from '../platform/ids.ts'
import { notFound } from '../platform/problems.ts'
import type { Viewer } from './viewer.ts'

/** A person of the viewer's organisation who was not erased; of use to offices alone. */
export const findPerson = async (db: Db, { organisationId }: Viewer, id: PersonId) =>
  (await db
    .selectFrom('people')
    .select(['id', 'name', 'state', 'siteId'])
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .where('state', '<>', 'erased')
    .executeTakeFirst()) ?? notFound('person')

/** The same, for somebody who must stay active until the caller's transaction ends. Taken before any cohort is held. */
export const holdActivePerson = async (db: Db, { organisationId }: Viewer, id: PersonId) =>
  (await db
    .selectFrom('people')
    .select(['id', 'name'])
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .where('state', '=', 'active')
    .forShare()
    .executeTakeFirst()) ?? notFound('person')
