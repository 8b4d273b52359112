import { sql } from 'kysely'
import { findPrivacyOffice } from '../identity/find-privacy-office.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Database, Db } from '../platform/db/schema.ts'
import { type ClipId, newId, type PauseId } from '../platform/ids.ts'
import { announce } from '../platform/live/changes.ts'
import { enqueue } from '../platform/queue/enqueue.ts'
import { appendLedger } from './append-ledger.ts'
import { closeAudience } from './close-audience.ts'
import { MailPause } from './jobs.ts'

interface NewPause {
  readonly reason: Database['clipPauses']['reason']
  readonly kind: Database['clipPauses']['kind']
  readonly words?: string | null
  /** Set for a withdrawn consent, and nothing else. */
  readonly actWithinDays?: number
}

/**
 * Pauses a clip, in a transaction that locked its terms: from the commit on nobody but its owner may play it. Whoever
 * sees to privacy is told by mail. The ledger does not say who raised a concern: a colleague who does must be safe.
 */
export async function writePause(
  db: Db,
  { organisationId, personId }: Viewer,
  clipId: ClipId,
  { reason, kind, words = null, actWithinDays }: NewPause,
): Promise<PauseId> {
  const id = newId<PauseId>()
  await db
    .insertInto('clipPauses')
    .values({
      ...{ organisationId, id, clipId, reason, kind, words, raisedBy: personId },
      actBy: actWithinDays === undefined ? null : sql<Date>`now() + make_interval(days => ${actWithinDays})`,
    })
    .execute()
  for (const officerId of await findPrivacyOffice(db, organisationId)) {
    await enqueue(db, MailPause, { pauseId: id, personId: officerId }, { organisationId })
  }
  // A concern hides an exemplar until it is settled; somebody who no longer agrees ends it.
  if (reason === 'consent withdrawn') await closeAudience(db, clipId, 'consent withdrawn', personId)
  await announce(db, { clipId, what: 'clip' })
  await appendLedger(db, {
    ...{ organisationId, clipId, what: 'pause', personId: reason === 'concern' ? null : personId },
    detail: { pauseId: id, reason, kind },
  })
  return id
}
