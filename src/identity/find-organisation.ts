import type { Db } from '../platform/db/schema.ts'
import type { Organisation } from './administration-schemas.ts'
import type { Viewer } from './viewer.ts'

/** The viewer's organisation, with what is settled there. Everybody in it may know. */
export const findOrganisation = (db: Db, { organisationId }: Viewer): Promise<Organisation> =>
  db
    .selectFrom('organisations')
    .select(['id', 'name', 'zone', 'kMin', 'schoolYearEnds', 'keepsTalkOfLeavers', 'mailSays'])
    .where('id', '=', organisationId)
    .executeTakeFirstOrThrow()
