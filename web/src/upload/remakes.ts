import { newKeptPart } from './kept-files.ts'
import { claimUpload } from './kept-uploads.ts'
import type { Wish } from './media-facts.ts'
import type { UploadList } from './upload-list.ts'

interface Listeners {
  /** There is another file now. */
  readonly onMade: (key: string, file: File, isKept: boolean) => void
}

/** Trims files and makes them smaller on this device, one after the other: a device has only so much to give. */
export class Remakes {
  readonly #list: UploadList
  readonly #personId: string
  readonly #onMade: Listeners['onMade']
  readonly #running = new Map<string, AbortController>()
  #before: Promise<void> = Promise.resolve()

  constructor(list: UploadList, personId: string, { onMade }: Listeners) {
    this.#list = list
    this.#personId = personId
    this.#onMade = onMade
  }

  start(key: string, file: File, wish: Wish): void {
    const running = new AbortController()
    this.#running.set(key, running)
    this.#list.happens(key, { kind: 'remaking', fraction: 0 })
    this.#before = this.#before.then(() => this.#remake(key, file, wish, running.signal))
  }

  /** Gives it up; the chosen file is as it was. */
  stop(key: string): void {
    this.#running.get(key)?.abort()
    this.#running.delete(key)
    this.#list.happens(key, { kind: 'remake-stopped', hasFailed: false })
  }

  async #remake(key: string, file: File, wish: Wish, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return
    try {
      const { remakeFile } = await import('./remake-file.ts')
      await claimUpload(key)
      const into = await newKeptPart(this.#personId, key, 0)
      const made = await remakeFile(file, wish, {
        signal,
        into,
        onProgress: (fraction) => this.#list.happens(key, { kind: 'remaking', fraction }),
      })
      if (signal.aborted) return
      this.#running.delete(key)
      this.#list.happens(key, { kind: 'remade', size: made.size, filename: made.name })
      this.#onMade(key, made, into !== undefined)
    } catch {
      if (!signal.aborted) this.#list.happens(key, { kind: 'remake-stopped', hasFailed: true })
    }
  }
}
