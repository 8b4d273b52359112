import { actAsOwner } from '../clips/act-as-owner.ts'
import { appendLedger } from '../clips/append-ledger.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'
import { announce } from '../platform/live/changes.ts'
import { notFound } from '../platform/problems.ts'
import type { CaptionLanguage } from './languages.ts'

/** The owner takes the captions in a language away, those outside of the cut too. */
export const removeCaptions = (
  db: Db,
  viewer: Viewer,
  clipId: ClipId,
  language: CaptionLanguage,
): Promise<void> =>
  actAsOwner(db, viewer, clipId, 'Only the person who uploaded the clip can caption it.', async (trx) => {
    const removed = await trx
      .deleteFrom('captions')
      .where('clipId', '=', clipId)
      .where('language', '=', language)
      .executeTakeFirst()
    if (removed.numDeletedRows === 0n) return notFound('caption')
    await announce(trx, { clipId, what: 'clip' })
    const { organisationId, personId } = viewer
    await appendLedger(trx, {
      ...{ organisationId, clipId, what: 'captions', personId },
      detail: { language, change: 'removed' },
    })
  })
