import { sql } from 'kysely'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ExemplarId } from '../platform/ids.ts'
import { announceNews } from '../platform/live/changes.ts'
import { authorize, conflict } from '../platform/problems.ts'
import { actOnExemplar } from './act-on-exemplar.ts'

/** The owner says no, without a reason. Who asked is not told; the exemplar is gone for them. Twice is once. */
export const refuseNomination = (db: Db, viewer: Viewer, id: ExemplarId): Promise<void> =>
  actOnExemplar(
    db,
    viewer,
    id,
    ({ isOwn }) => authorize(isOwn, 'Only the person whose clip it is can answer that.'),
    async (trx, { state, ownerId, nominatedBy }) => {
      if (state === 'refused') return
      if (state !== 'asked') conflict('not-asked', 'There is nothing to answer any more.')
      await trx.updateTable('exemplars').set({ refusedAt: sql<Date>`now()` }).where('id', '=', id).execute()
      for (const personId of new Set([ownerId, nominatedBy])) await announceNews(trx, { personId })
    },
  )
