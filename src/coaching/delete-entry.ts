import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { CohortId, EntryId } from '../platform/ids.ts'
import { authorize } from '../platform/problems.ts'
import { findEntry } from './find-entries.ts'
import { holdPair } from './hold-pair.ts'

/** Its author deletes an entry; nothing of it stays. */
export const deleteEntry = (db: Db, viewer: Viewer, cohortId: CohortId, entryId: EntryId): Promise<void> =>
  db.transaction().execute(async (trx) => {
    await holdPair(trx, viewer, cohortId)
    const entry = await findEntry(trx, viewer, cohortId, entryId)
    authorize(entry.mine, 'Only the person who wrote this deletes it.')
    await trx.deleteFrom('coachingEntries').where('id', '=', entryId).execute()
  })
