import { sql } from 'kysely'
import { appendLedger } from '../clips/append-ledger.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ExportTry } from './begin-export.ts'
import type { OwnClip } from './find-own-clips.ts'
import { exportDays } from './request-export.ts'

/**
 * The file stands: gives it to its person, in the place of older ones, and tells the ledger of each clip in it. False
 * where it is no longer wanted, or another try took over. Throws where a clip was to be destroyed, or something
 * of it hidden, since it began: the next try goes without it.
 */
export const publishExport = (
  db: Db,
  { id, viewer, objectKey }: ExportTry,
  bytes: number,
  clips: readonly Pick<OwnClip, 'id' | 'state' | 'cutNo'>[],
): Promise<boolean> =>
  db.transaction().execute(async (trx) => {
    const { organisationId, personId } = viewer
    const clipIds = clips.map((clip) => clip.id).toSorted()
    const ready = await trx
      .updateTable('dataExports')
      .set({
        readyAt: sql<Date>`now()`,
        bytes,
        clipIds,
        progressFraction: 1,
        expiresAt: sql<Date>`now() + ${exportDays} * interval '1 day'`,
      })
      .where('id', '=', id)
      .where('objectKey', '=', objectKey)
      .where('readyAt', 'is', null)
      .where('failedAt', 'is', null)
      .executeTakeFirst()
    if (ready.numUpdatedRows === 0n) return false
    await trx
      .updateTable('dataExports')
      .set({ expiresAt: sql<Date>`now()` })
      .where('personId', '=', personId)
      .where('id', '<>', id)
      .where('readyAt', 'is not', null)
      .where('expiresAt', '>', sql<Date>`now()`)
      .execute()
    for (const clipId of clipIds) {
      await appendLedger(trx, { organisationId, clipId, what: 'export', personId, detail: { exportId: id } })
    }
    // Looked for last: an order of destruction writes to the ledger too, so it is over by now or comes after us.
    if (clipIds.length > 0) {
      const destroyed = await trx
        .selectFrom('clipPurges')
        .select('clipId')
        .where('clipId', 'in', clipIds)
        .executeTakeFirst()
      if (destroyed) throw new Error('a clip was destroyed while it was exported')
      const hidden = await trx
        .selectFrom('redactions')
        .select(['clipId', 'cutNo'])
        .where('clipId', 'in', clipIds)
        .execute()
      const cutNos = new Map(clips.map(({ id: clipId, cutNo }) => [clipId, cutNo]))
      if (hidden.some(({ clipId, cutNo }) => cutNo > (cutNos.get(clipId) ?? 0))) {
        throw new Error('something of a clip was hidden while it was exported')
      }
    }
    return true
  })
