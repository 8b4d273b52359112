import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import type { Viewer } from '../identity/viewer.ts'
import { gather } from '../platform/gather.ts'
import type { ClipId } from '../platform/ids.ts'
import type { Platform } from '../platform/platform.ts'
import { conflict, malformed, Problem } from '../platform/problems.ts'
import { wordsOf } from '../platform/words.ts'
import { abandonUpload } from './abandon-upload.ts'
import { completeUpload } from './complete-upload.ts'
import { type StartedUpload, startUpload } from './start-upload.ts'
import { brokenForm, emptyFile, refuseTooLarge } from './upload-rules.ts'

/** One part of a multipart form, as @fastify/multipart yields it. */
export type Part =
  | { type: 'field'; fieldname: string; value: unknown }
  | {
      type: 'file'
      fieldname: string
      filename: string | undefined
      mimetype: string
      /** `truncated` once it went over the limit. */
      file: Readable & { readonly truncated?: boolean }
    }

interface Received {
  upload: StartedUpload
  bytes: number
  sha256: Buffer
}

/**
 * Takes a clip from a plain form: a `title`, a `file` in any order, and the file's `sha256` if the sender knows it.
 * The file streams to the store while it is hashed; whatever goes wrong on the way, nothing of it stays.
 * `bytesAtMost` counts against the quota until the true size is known.
 */
export async function receiveForm(
  platform: Platform,
  viewer: Viewer,
  parts: AsyncIterable<Part>,
  { bytesAtMost, signal }: { bytesAtMost: number; signal: AbortSignal },
): Promise<ClipId> {
  const { db } = platform
  const fields = new Map<string, string>()
  let received: Received | undefined
  let started: StartedUpload | undefined
  try {
    for await (const part of parts) {
      if (part.type === 'field') {
        fields.set(part.fieldname, typeof part.value === 'string' ? part.value : '')
      } else {
        if (part.fieldname !== 'file')
          malformed('unknown-file', 'Please send the recording in the field “file”.')
        if (started) malformed('one-file', 'Please send one recording at a time.')
        started = await startUpload(
          db,
          viewer,
          platform.config.limits,
          (id) => platform.storage.resumable.objectKey(id),
          {
            way: 'form',
            // The form may say it later, and is refused if it does not.
            title: readTitle(fields) ?? 'recording',
            filename: part.filename ?? 'recording',
            contentType: part.mimetype,
            bytes: bytesAtMost,
          },
        )
        received = { upload: started, ...(await store(platform, started.objectKey, part, signal)) }
      }
    }
    if (!received)
      return malformed('file-missing', 'There is no recording in the form. Please choose a file.')
    const title = readTitle(fields) ?? malformed('title-missing', 'Please give the clip a title.')
    compareHash(fields.get('sha256'), received.sha256)
    const { bytes, sha256 } = received
    const clipId = await completeUpload(db, received.upload.uploadId, { bytes, sha256, title })
    if (clipId) return clipId
    // Whoever gave it up may have cleared it away before its last bytes came.
    await platform.storage.resumable.discard(received.upload.uploadId)
    return conflict('upload-gone', 'The upload was given up meanwhile.')
  } catch (error) {
    if (started) await abandonUpload(db, started.uploadId, 'forget')
    throw signal.aborted ? signal.reason : error
  }
}

/** Undefined until the form said one; a title that is there must be one. */
function readTitle(fields: ReadonlyMap<string, string>): string | undefined {
  const said = fields.get('title')
  if (said === undefined) return undefined
  const title = wordsOf(said) ?? malformed('title-missing', 'Please give the clip a title.')
  return title.length <= 200 ? title : malformed('title-too-long', 'The title is longer than 200 characters.')
}

async function store(
  { store, config }: Platform,
  key: string,
  part: Extract<Part, { type: 'file' }>,
  signal: AbortSignal,
): Promise<{ bytes: number; sha256: Buffer }> {
  const hash = createHash('sha256')
  let bytes = 0
  // Pulled by the store, so that whatever goes wrong is told to the store and ends its writing.
  const hashed = async function* () {
    for await (const chunk of whole(part.file)) {
      bytes += chunk.length
      hash.update(chunk)
      yield chunk
    }
    // A file over the limit was cut off there; refusing it here keeps the object from ever appearing.
    if (part.file.truncated) refuseTooLarge(config.limits.uploadBytes + 1, config.limits)
    if (bytes === 0) emptyFile()
  }
  await store.put(key, Readable.from(hashed(), { objectMode: false }), { contentType: part.mimetype, signal })
  return { bytes, sha256: hash.digest() }
}

/** What breaks off a file on its way in is its sender's doing, not ours. */
async function* whole(file: Readable): AsyncGenerator<Buffer> {
  try {
    yield* gather(file)
  } catch {
    brokenForm()
  }
}

function compareHash(declared: string | undefined, actual: Buffer): void {
  if (declared === undefined || declared.toLowerCase() === actual.toString('hex')) return
  throw new Problem(
    400,
    'arrived-damaged',
    'What arrived is not what was sent: the checksums differ. Please try again.',
  )
}
