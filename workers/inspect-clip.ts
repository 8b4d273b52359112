import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { findPreparation, type Preparation } from '../src/clips/find-preparation.ts'
import { EncodeFirstRung, EncodeLadder, type InspectClip } from '../src/clips/jobs.ts'
import { noteChecksum, noteRecording } from '../src/clips/note-recording.ts'
import { publishPreparation } from '../src/clips/publish-preparation.ts'
import type { Db } from '../src/platform/db/schema.ts'
import { remux } from '../src/platform/media/encode.ts'
import { makePoster } from '../src/platform/media/poster.ts'
import { probe } from '../src/platform/media/probe.ts'
import { remuxObstacles } from '../src/platform/media/remux-gate.ts'
import { verifyRendition } from '../src/platform/media/verify.ts'
import { ClipRefusal, giveUpClip, orRefuse } from './clip-failures.ts'
import type { Handler } from './handler.ts'
import { placeObjects } from './place-objects.ts'
import { beginStep, followProgress, stretches } from './progress.ts'
import { withSource } from './with-source.ts'

/** Checks what arrived, takes its picture, and publishes it as it is where browsers can play that. */
export const inspectClip: Handler<typeof InspectClip> = {
  giveUp: giveUpClip,
  async run({ clipId }, workshop, signal) {
    const { platform, tools } = workshop
    const clip = await findPreparation(platform.db, clipId)
    if (clip?.state !== 'preparing') return
    await orRefuse(workshop, clipId, () =>
      withSource(workshop, clip, signal, async ({ file, folder }) => {
        await beginStep(platform, clipId, stretches.checking)
        await checkArrived(platform.db, clip, file, signal)
        const facts = await probe(tools, file, { signal })
        const { durationMs, capturedAt, video } = facts
        const [width, height] = [video?.width ?? null, video?.height ?? null]
        await noteRecording(platform.db, clip, { facts, capturedAt, durationMs, width, height })

        const job = { tools, source: file, facts, folder, signal }
        const poster = await makePoster(job)
        await beginStep(platform, clipId, stretches.remux)
        const obstacles = remuxObstacles(facts)
        await placeObjects(platform, clip, signal, async (place) =>
          publishPreparation(platform.db, clip, {
            stills: poster ? [await place.poster(poster)] : [],
            from: 'preparing',
            to: 'preparing',
            ...(obstacles.length > 0 && { next: EncodeFirstRung }),
          }),
        )
        if (obstacles.length > 0) {
          platform.log.info({ clipId, obstacles }, 'a recording cannot be played as it is')
          return
        }
        const made = await remux({ ...job, onProgress: followProgress(platform, clipId, stretches.remux) })
        await verifyRendition(tools, made, durationMs, signal)
        await placeObjects(platform, clip, signal, async (place) =>
          publishPreparation(platform.db, clip, {
            renditions: [await place.rendition(made)],
            from: 'preparing',
            to: 'watchable',
            next: EncodeLadder,
          }),
        )
      }),
    )
  },
}

/** Takes the checksum of what came by a resumable upload, and holds it against the sender's. */
async function checkArrived(db: Db, clip: Preparation, file: string, signal: AbortSignal): Promise<void> {
  const sha256 = clip.sha256 ?? (await checksumOf(file, signal))
  if (!clip.sha256) await noteChecksum(db, clip.recordingId, sha256)
  if (clip.sha256Declared && !sha256.equals(clip.sha256Declared)) throw new ClipRefusal('arrived-damaged')
}

async function checksumOf(file: string, signal: AbortSignal): Promise<Buffer> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file, { highWaterMark: 2 ** 20 }), hash, { signal })
  return hash.digest()
}
