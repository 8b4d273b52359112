import { Readable } from 'node:stream'
import { DataStore, ERRORS, Upload } from '@tus/server'
import { isUploadId, uploadKey } from './resumable.ts'

/** The store of the unfinished. Its methods are called with valid upload ids only. */
export type Unfinished = Pick<
  DataStore,
  'create' | 'write' | 'getUpload' | 'declareUploadLength' | 'extensions'
>

interface Parts {
  readonly unfinished: Unfinished
  /** The size of the object a finished upload became, in bytes; undefined where there is none. */
  readonly objectSize: (key: string) => Promise<number | undefined>
  readonly discard: (uploadId: string) => Promise<void>
}

/** The @tus/server side of a ResumableStore. What is thrown are tus' ERRORS, which it turns into refusals. */
export class ResumableDataStore extends DataStore {
  readonly #parts: Parts

  constructor(parts: Parts) {
    super()
    this.#parts = parts
    this.extensions = ['creation', 'creation-with-upload', 'creation-defer-length', 'termination']
  }

  override async create(upload: Upload): Promise<Upload> {
    if (!isUploadId(upload.id)) throw ERRORS.FILE_NOT_FOUND
    return this.#parts.unfinished.create(upload)
  }

  override async getUpload(id: string): Promise<Upload> {
    if (!isUploadId(id)) throw ERRORS.FILE_NOT_FOUND
    const finished = await this.#finished(id)
    if (finished) return finished
    try {
      return await this.#parts.unfinished.getUpload(id)
    } catch (error) {
      // It may have been finished between the two questions.
      const finishedNow = await this.#finished(id)
      if (finishedNow) return finishedNow
      throw error
    }
  }

  // A client whose last answer was lost asks once more, and must not be sent to start again.
  async #finished(id: string): Promise<Upload | undefined> {
    const bytes = await this.#parts.objectSize(uploadKey(id))
    return bytes === undefined ? undefined : new Upload({ id, size: bytes, offset: bytes })
  }

  override async write(stream: Readable, id: string, offset: number): Promise<number> {
    if (!isUploadId(id)) throw ERRORS.FILE_NOT_FOUND
    // The adapters throw a broken stream's last bytes away, on S3 even acknowledged ones: so they see it end instead.
    let broke: { with: unknown } | undefined
    const whatCame = async function* () {
      try {
        yield* stream
      } catch (error) {
        broke = { with: error }
      }
    }
    const reached = await this.#parts.unfinished.write(
      Readable.from(whatCame(), { objectMode: false }),
      id,
      offset,
    )
    if (broke) throw broke.with
    return reached
  }

  override async declareUploadLength(id: string, bytes: number): Promise<void> {
    if (!isUploadId(id)) throw ERRORS.FILE_NOT_FOUND
    return this.#parts.unfinished.declareUploadLength(id, bytes)
  }

  override async remove(id: string): Promise<void> {
    const upload = await this.getUpload(id)
    if (upload.offset === upload.size) throw ERRORS.INVALID_TERMINATION
    await this.#parts.discard(id)
  }
}
