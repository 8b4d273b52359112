import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { copyCaptions } from '../src/captions/copy-captions.ts'
import { abandonUpload } from '../src/clips/abandon-upload.ts'
import { writeCompletion } from '../src/clips/complete-upload.ts'
import {
  type CopySource,
  findCopySource,
  findOpenCopy,
  liesWithin,
  lockOpenCopy,
} from '../src/clips/find-copy.ts'
import { holdCopied, inheritRedactions } from '../src/clips/inherit-redactions.ts'
import type { CopyRecording } from '../src/clips/jobs.ts'
import type { ClipId } from '../src/platform/ids.ts'
import type { Platform } from '../src/platform/platform.ts'
import type { Handler } from './handler.ts'

type OpenCopy = NonNullable<Awaited<ReturnType<typeof findOpenCopy>>>
type Outcome = 'there' | 'given up' | 'source gone'

/** The copy is an upload that we send ourselves, so whatever ends an upload ends it, and clears what it left. */
export const copyRecording: Handler<typeof CopyRecording> = {
  async run({ clipId, ofClipId }, { platform }, signal) {
    const copy = await findOpenCopy(platform.db, clipId)
    if (!copy) return
    const outcome = await copyOver(platform, copy, ofClipId, signal)
    if (outcome === 'there') return
    if (outcome === 'source gone') await abandonUpload(platform.db, copy.id, 'fail', 'source-gone')
    // It may have been cleared already when this was written.
    await platform.storage.resumable.discard(copy.id)
  },
  async giveUp({ clipId }, { platform: { db } }) {
    const copy = await findOpenCopy(db, clipId)
    if (copy) await abandonUpload(db, copy.id, 'fail', 'copy-failed')
  },
}

async function copyOver(
  platform: Platform,
  copy: OpenCopy,
  ofClipId: ClipId,
  signal: AbortSignal,
): Promise<Outcome> {
  const { db } = platform
  const source = await findCopySource(db, ofClipId)
  if (!source) return 'source gone'
  try {
    const sha256 = await copyObject(platform, source, copy, signal)
    return await complete(platform, copy, ofClipId, sha256)
  } catch (error) {
    // What is destroyed while it is read breaks off.
    if (await findCopySource(db, ofClipId)) throw error
    return 'source gone'
  }
}

/** Answers the checksum of what was read; an object that is not what the source was is never made. */
async function copyObject(
  { store }: Platform,
  { objectKey, bytes, sha256 }: CopySource,
  copy: OpenCopy,
  signal: AbortSignal,
): Promise<Buffer> {
  const body = await store.read(objectKey, undefined, signal)
  const hash = createHash('sha256')
  let taken: Buffer | undefined
  const checked = async function* () {
    let read = 0
    for await (const chunk of body) {
      read += chunk.length
      hash.update(chunk)
      yield chunk
    }
    taken = hash.digest()
    if (read !== bytes || (sha256 && !taken.equals(sha256)))
      throw new Error(`${objectKey} is not what it was`)
  }
  try {
    const { contentType } = copy
    await store.put(copy.objectKey, Readable.from(checked(), { objectMode: false }), { contentType, signal })
  } finally {
    body.destroy()
  }
  if (!taken) throw new Error(`${objectKey} was not read`)
  return taken
}

/** The recording, with what is known of it, and the captions, or nothing. */
const complete = (
  { db }: Platform,
  { id: uploadId, organisationId, clipId, inMs, outMs }: OpenCopy,
  ofClipId: ClipId,
  sha256: Buffer,
): Promise<Outcome> =>
  db.transaction().execute(async (trx) => {
    await holdCopied(trx, ofClipId)
    const source = await findCopySource(trx, ofClipId)
    if (!source) return 'source gone'
    const { bytes, facts, capturedAt, durationMs } = source
    const known = { facts, capturedAt, durationMs }
    // Of two that copied it at once the later finds a recording that may be cut anew already.
    const isFirst = (await lockOpenCopy(trx, clipId)) !== undefined
    if (!(await writeCompletion(trx, uploadId, { bytes, sha256, known }))) return 'given up'
    if (isFirst) await inheritRedactions(trx, { organisationId, clipId }, ofClipId, source)
    if (liesWithin({ inMs, outMs }, source)) await copyCaptions(trx, ofClipId, clipId)
    return 'there'
  })
