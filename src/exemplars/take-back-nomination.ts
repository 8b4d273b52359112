import { sql } from 'kysely'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ExemplarId } from '../platform/ids.ts'
import { announceNews } from '../platform/live/changes.ts'
import { authorize, conflict } from '../platform/problems.ts'
import { actOnExemplar } from './act-on-exemplar.ts'

/** Who nominated a clip no longer asks, while its owner did not answer. Twice is once. */
export const takeBackNomination = (db: Db, viewer: Viewer, id: ExemplarId): Promise<void> =>
  actOnExemplar(
    db,
    viewer,
    id,
    ({ nominatedBy }) =>
      authorize(nominatedBy === viewer.personId, 'Only the person who proposed the clip can take that back.'),
    async (trx, { state, ownerId }) => {
      if (state === 'taken back') return
      if (state !== 'asked')
        conflict('not-asked', 'Its owner answered already, so there is nothing to take back.')
      await trx.updateTable('exemplars').set({ takenBackAt: sql<Date>`now()` }).where('id', '=', id).execute()
      await announceNews(trx, { personId: ownerId })
    },
  )
