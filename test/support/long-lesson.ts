import { readFile } from 'node:fs/promises'
import { findPreparation } from '../../src/clips/find-preparation.ts'
import { findTurn } from '../../src/clips/find-turn.ts'
import { EncodeLadder } from '../../src/clips/jobs.ts'
import { noteRecording } from '../../src/clips/note-recording.ts'
import type { Db } from '../../src/platform/db/schema.ts'
import type { ClipId } from '../../src/platform/ids.ts'
import type { MediaFacts } from '../../src/platform/media/facts.ts'
import type { Platform } from '../../src/platform/platform.ts'
import { enqueue } from '../../src/platform/queue/enqueue.ts'
import type { Person } from './cast.ts'
import { clipOf } from './clips.ts'
import { numbered, words } from './make-media.ts'

/** Just longer than what is divided among workers, as small and as slow as can be: numbered frames, a beep each second. */
export const longSeconds = 601
export const longFps = 5
/** A second more than a ladder's keyframes are apart, and too few of its own to be copied. */
const picture = words(
  `-c:v libx264 -preset ultrafast -bf 0 -pix_fmt yuv420p -sc_threshold 0 -g ${7 * longFps}`,
)

/** Most of what it takes to encode it is sound: `null` where a test is not about that. */
export async function longLesson(folder: string, sound?: null): Promise<Buffer> {
  const file = `${folder}/long.mp4`
  const silent = sound === null && { sound }
  await numbered(file, { seconds: longSeconds, size: '96x54', fps: longFps, picture, ...silent })
  return readFile(file)
}

/** So many workers that were heard of lately, and will have been for as long as a test takes. */
export async function declareWorkers(db: Db, count: number): Promise<void> {
  await db.deleteFrom('workers').execute()
  for (let n = 0; n < count; n++) {
    const seenAt = new Date(Date.now() + 3_600_000)
    await db.insertInto('workers').values({ id: crypto.randomUUID(), mediaSlots: 1, seenAt }).execute()
  }
}

/** A clip that can be watched, as far as its row says, and waits for its ladder. */
export async function watchableClipOf(
  { db, ...platform }: Platform,
  owner: Person,
  original: Buffer,
  facts: MediaFacts,
): Promise<ClipId> {
  const clipId = await clipOf({ db, ...platform }, owner, { original })
  const clip = await findPreparation(db, clipId)
  if (!clip) throw new Error('the clip is gone')
  const { durationMs, video } = facts
  const [width, height] = [video?.width ?? null, video?.height ?? null]
  await db.transaction().execute(async (trx) => {
    await trx
      .updateTable('outbox')
      .set({ finishedAt: new Date() })
      .where('job', '=', 'clips.inspect')
      .execute()
    await trx.updateTable('clips').set({ state: 'watchable' }).where('id', '=', clipId).execute()
    await enqueue(trx, EncodeLadder, { clipId, cutNo: 1 }, await findTurn(trx, clipId))
  })
  await noteRecording(db, clip, { facts, capturedAt: null, durationMs, width, height })
  return clipId
}
