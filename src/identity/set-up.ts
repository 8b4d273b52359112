import { sql } from 'kysely'
import type { Db } from '../platform/db/schema.ts'
import { Problem } from '../platform/problems.ts'
import { addPerson } from './add-person.ts'
import { createOrganisation } from './create-organisation.ts'
import type { SetUp } from './schemas.ts'
import { hashSecret } from './token-secret.ts'

/** Makes the first organisation and its administrator. The link's secret works once. */
export const setUp = (db: Db, { token, organisation, ...administrator }: SetUp): Promise<void> =>
  db.transaction().execute(async (trx) => {
    const link = await trx
      .updateTable('setUpLinks')
      .set({ usedAt: sql<Date>`now()` })
      .where('tokenHash', '=', hashSecret(token))
      .where('usedAt', 'is', null)
      .returning('createdAt')
      .executeTakeFirst()
    if (!link) {
      throw new Problem(
        404,
        'not-found',
        'This link does not work, or was used already. The newest stands in the log.',
      )
    }
    const organisationId = await createOrganisation(trx, organisation)
    await addPerson(trx, { organisationId, roles: ['administrator'], ...administrator })
  })
