import type { Viewer } from '../identity/viewer.ts'
import { inTransaction } from '../platform/db/in-transaction.ts'
import type { Db } from '../platform/db/schema.ts'
import { newId, type SavedSearchId } from '../platform/ids.ts'
import { conflict } from '../platform/problems.ts'
import { trimmed, wordsOf } from '../platform/words.ts'
import type { SavedSearch, SaveSearch } from './library-schemas.ts'

const most = 50

/** Keeps a search under a name; what the viewer had under the same name gives way to it. 409 beyond fifty. */
export const saveSearch = (db: Db, viewer: Viewer, search: SaveSearch): Promise<SavedSearch> =>
  inTransaction(db, async (trx) => {
    const { organisationId, personId } = viewer
    const name = trimmed(search.name)
    const { q, ...chosen } = search.query
    const words = wordsOf(q)
    const query = JSON.stringify(words === null ? chosen : { q: words, ...chosen })
    // Two at once would both find one place left.
    await trx.selectFrom('people').select('id').where('id', '=', personId).forNoKeyUpdate().execute()
    const saved = await trx
      .insertInto('savedSearches')
      .values({ organisationId, id: newId<SavedSearchId>(), personId, name, query })
      .onConflict((eb) => eb.columns(['personId', 'name']).doUpdateSet({ query }))
      .returning(['id', 'name', 'query'])
      .executeTakeFirstOrThrow()
    const { count } = await trx
      .selectFrom('savedSearches')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('personId', '=', personId)
      .executeTakeFirstOrThrow()
    if (count > most) {
      conflict(
        'too-many-searches',
        `You have kept ${most} searches. Please remove one that you no longer need.`,
      )
    }
    return saved
  })
