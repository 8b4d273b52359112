import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'
import { findWatchable } from './find-watchable.ts'
import { ownsClip } from './policy.ts'
import type { Sound } from './sound-schemas.ts'
import { thinPeaks } from './thin-peaks.ts'

/** What is drawn of a clip's sound, for whoever may play the clip now. It is not a play. Refuses as playing does. */
export async function findSound(db: Db, viewer: Viewer, clipId: ClipId, atMost: number): Promise<Sound> {
  const clip = await findWatchable(db, viewer, clipId)
  const sound = await db
    .selectFrom('sounds')
    .select(['loudnessLufs', 'truePeakDb', 'gainDb', 'peaksPerSecond', 'peaks', 'talk'])
    .where('clipId', '=', clipId)
    .where('cutNo', '=', clip.cutNo)
    .executeTakeFirst()
  if (!sound) return { isMeasured: false, msPerPeak: 1, peaks: [], talk: [], loudness: null }
  const { talk, peaks, peaksPerSecond, ...loudness } = sound
  const { peaks: drawn, each } = thinPeaks(peaks, atMost)
  return {
    isMeasured: true,
    msPerPeak: Math.round((1000 * each) / peaksPerSecond),
    peaks: drawn,
    talk: talk.map(([startMs, endMs]) => ({ startMs, endMs })),
    loudness: ownsClip(viewer, clip) ? loudness : null,
  }
}
