import { sql } from 'kysely'
import { refusePurged } from '../clips/still-stands.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { CohortId, EntryId } from '../platform/ids.ts'
import { authorize } from '../platform/problems.ts'
import { findEntry } from './find-entries.ts'
import { holdPair } from './hold-pair.ts'
import { requireSharedClip } from './require-shared-clip.ts'
import type { EditEntry, Entry } from './schemas.ts'

/** Its author changes an entry; that the words were changed is told to both. */
export const editEntry = (
  db: Db,
  viewer: Viewer,
  cohortId: CohortId,
  entryId: EntryId,
  { kind, body, clipId }: EditEntry,
): Promise<Entry> =>
  db.transaction().execute(async (trx) => {
    // The clip comes before the pair.
    if (clipId) await refusePurged(trx, clipId)
    await holdPair(trx, viewer, cohortId)
    const entry = await findEntry(trx, viewer, cohortId, entryId)
    authorize(entry.mine, 'Only the person who wrote this changes it.')
    if (kind === undefined && body === undefined && clipId === undefined) return entry
    if (clipId && clipId !== entry.clip?.id) await requireSharedClip(trx, viewer, cohortId, clipId)
    const isReworded = body !== undefined && body !== entry.body
    await trx
      .updateTable('coachingEntries')
      .set({
        ...(kind !== undefined && { kind }),
        ...(clipId !== undefined && { clipId }),
        ...(isReworded && { body, editedAt: sql<Date>`now()` }),
      })
      .where('id', '=', entryId)
      .execute()
    return findEntry(trx, viewer, cohortId, entryId)
  })
