import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { EncodeFirstRung, EncodeLadder, EncodeLean, type InspectClip } from '../src/clips/jobs.ts'
import { noteChecksum, noteRecording } from '../src/clips/note-recording.ts'
import { publishPreparation } from '../src/clips/publish-preparation.ts'
import { copyAsFile } from '../src/platform/media/copy-as-file.ts'
import { remux } from '../src/platform/media/encode.ts'
import { planFirst } from '../src/platform/media/plan-first.ts'
import { makePoster } from '../src/platform/media/poster.ts'
import { verifyRendition } from '../src/platform/media/verify.ts'
import { ClipRefusal } from './clip-failures.ts'
import { factsOf, lengthOf } from './facts-of.ts'
import { placeObjects } from './place-objects.ts'
import { type Bench, preparingStep } from './preparing-step.ts'
import { beginStep, followProgress, stretches } from './progress.ts'

/** Checks what arrived, takes its picture, and publishes it as it is where browsers can play that. */
export const inspectClip = preparingStep<typeof InspectClip>('preparing', async (bench) => {
  const { workshop, clip, file, folder, signal } = bench
  const { platform, tools } = workshop
  await beginStep(platform, clip, stretches.checking)
  await checkArrived(bench)
  const facts = await factsOf(bench)
  const { durationMs, capturedAt, video } = facts
  const [width, height] = [video?.width ?? null, video?.height ?? null]
  await noteRecording(platform.db, clip, { facts, capturedAt, durationMs, width, height })

  const job = { tools, source: file, facts, folder, signal }
  const poster = clip.cut ? null : await makePoster(job)
  await beginStep(platform, clip, stretches.remux)
  const { copy, next, obstacles } = planFirst(facts, clip.cut !== null, lengthOf(clip, facts))
  await placeObjects(platform, clip, signal, async (place) =>
    publishPreparation(platform.db, clip, {
      stills: poster ? [await place.poster(poster)] : [],
      from: 'preparing',
      to: 'preparing',
      ...(copy === null && { next: jobs[next] }),
    }),
  )
  if (obstacles.length > 0)
    platform.log.info({ clipId: clip.id, obstacles, copy }, 'a recording cannot be packaged as it is')
  if (copy === null) return
  const packaged = copy === 'file' ? copyAsFile : remux
  // It waits for the disk; what comes after it computes.
  const made = await packaged({ ...job, onProgress: followProgress(platform, clip, stretches.remux, null) })
  await verifyRendition(tools, made, durationMs, signal)
  await placeObjects(platform, clip, signal, async (place) =>
    publishPreparation(platform.db, clip, {
      renditions: [await place.rendition(made)],
      from: 'preparing',
      to: 'watchable',
      next: jobs[next],
    }),
  )
})

const jobs = { lean: EncodeLean, 'first-rung': EncodeFirstRung, ladder: EncodeLadder } as const

/** Takes the checksum of what came by a resumable upload, and holds it against the sender's. */
async function checkArrived({ workshop, clip, file, signal }: Bench): Promise<void> {
  const sha256 = clip.sha256 ?? (await checksumOf(file, signal))
  if (!clip.sha256) await noteChecksum(workshop.platform.db, clip.recordingId, sha256)
  if (clip.sha256Declared && !sha256.equals(clip.sha256Declared)) throw new ClipRefusal('arrived-damaged')
}

async function checksumOf(file: string, signal: AbortSignal): Promise<Buffer> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file, { highWaterMark: 2 ** 20 }), hash, { signal })
  return hash.digest()
}
