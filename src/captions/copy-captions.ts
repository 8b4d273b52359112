import { appendLedger } from '../clips/append-ledger.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'
import { writeCaptions } from './write-captions.ts'

/**
 * Gives a clip the captions of another one of the same recording, on whose timeline they are, in the transaction that
 * gives it the recording.
 */
export async function copyCaptions(db: Db, from: ClipId, to: ClipId): Promise<void> {
  const rows = await db
    .selectFrom('captions')
    .selectAll()
    .where('clipId', '=', from)
    .orderBy('language')
    .execute()
  for (const row of rows) {
    await writeCaptions(db, { ...row, clipId: to })
    const { organisationId, language, madeBy: personId } = row
    await appendLedger(db, {
      ...{ organisationId, clipId: to, what: 'captions', personId },
      detail: { language, change: 'added' },
    })
  }
}
