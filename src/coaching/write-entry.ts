import { refusePurged } from '../clips/still-stands.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import { type CohortId, type EntryId, newId } from '../platform/ids.ts'
import { announceNews } from '../platform/live/changes.ts'
import { conflict } from '../platform/problems.ts'
import { findEntry } from './find-entries.ts'
import { holdPair } from './hold-pair.ts'
import { requireSharedClip } from './require-shared-clip.ts'
import type { Entry, WriteEntry } from './schemas.ts'

/** One of the two writes what is planned, was seen, or is thought of it. The same `clientKey` again answers what stands. */
export const writeEntry = (
  db: Db,
  viewer: Viewer,
  cohortId: CohortId,
  { kind, body, clipId = null, clientKey }: WriteEntry,
): Promise<Entry> =>
  db.transaction().execute(async (trx) => {
    // The clip comes before the pair.
    if (clipId !== null) await refusePurged(trx, clipId)
    const { organisationId } = await holdPair(trx, viewer, cohortId)
    const { personId: authorId } = viewer
    // The two of a pair hold it one after the other, so nobody else writes under this key meanwhile.
    const before = await trx
      .selectFrom('coachingEntries')
      .select(['id', 'cohortId'])
      .where('authorId', '=', authorId)
      .where('clientKey', '=', clientKey)
      .executeTakeFirst()
    if (before && before.cohortId !== cohortId) {
      conflict('client-key-used', 'This clientKey was used for something else already.')
    }
    if (before) return findEntry(trx, viewer, cohortId, before.id)
    if (clipId !== null) await requireSharedClip(trx, viewer, cohortId, clipId)
    const id = newId<EntryId>()
    await trx
      .insertInto('coachingEntries')
      .values({ organisationId, id, cohortId, authorId, kind, body, clipId, clientKey })
      .execute()
    await announceNews(trx, { cohortId })
    return findEntry(trx, viewer, cohortId, id)
  })
