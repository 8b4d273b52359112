import { findClip } from '../clips/find-clip.ts'
import { ownsClip } from '../clips/policy.ts'
import { refusePurged } from '../clips/still-stands.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'
import { authorize, conflict, malformed } from '../platform/problems.ts'
import { type Day, longestKeeping } from './ending-dates.ts'
import { findEndings } from './find-endings.ts'
import { findRetention } from './find-retention.ts'
import type { Retention } from './schemas.ts'

/** The owner chooses the day until which a clip they shared is kept, at most a year from today. The last choice counts. */
export async function keepClip(db: Db, viewer: Viewer, clipId: ClipId, untilOn: Day): Promise<Retention> {
  const clip = await findClip(db, viewer, clipId)
  authorize(ownsClip(viewer, clip), 'Only the person who uploaded the clip decides how long it is kept.')
  await db.transaction().execute(async (trx) => {
    await refusePurged(trx, clipId)
    const [ending] = await findEndings(trx, { clipId })
    if (!ending?.wasShared) {
      return conflict('never-shared', 'Only a clip that was shared can be kept longer. Share it first.')
    }
    const { today } = ending
    if (untilOn <= today || untilOn > longestKeeping(today)) {
      malformed('bad-day', `Please choose a day after today, and not after ${longestKeeping(today)}.`)
    }
    await trx
      .insertInto('clipKeepings')
      .values({ organisationId: viewer.organisationId, clipId, untilOn })
      .onConflict((conflicting) => conflicting.column('clipId').doUpdateSet({ untilOn }))
      .execute()
  })
  return findRetention(db, viewer, clipId)
}
