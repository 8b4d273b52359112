import { signal } from '@preact/signals'
import { randomKey } from '../browser/random-key.ts'
import { stayAwake } from '../browser/stay-awake.ts'
import { recordedKind } from './camera.ts'
import { dropKeptFile, keepPart } from './kept-files.ts'
import { claimUpload, forgetUpload, keepUpload } from './kept-uploads.ts'

const partMs = 4000

/** Records what a camera sees. Every few seconds of it are kept by the browser at once, so that a crash costs no more. */
export class Recording {
  readonly key = randomKey()
  readonly startedAt = Date.now()
  /** Something went wrong on the way; what was recorded until then is there. */
  readonly isBroken = signal(false)
  readonly #recorder: MediaRecorder
  readonly #personId: string
  readonly #title: string
  readonly #parts: Blob[] = []
  #kept: Promise<boolean>

  constructor(stream: MediaStream, personId: string, title: string) {
    this.#personId = personId
    this.#title = title
    const mimeType = recordedKind()
    this.#recorder = new MediaRecorder(stream, {
      ...(mimeType && { mimeType }),
      videoBitsPerSecond: 2_500_000,
      audioBitsPerSecond: 128_000,
    })
    this.#kept = claimUpload(this.key)
    this.#recorder.ondataavailable = ({ data }) => this.#take(data)
    this.#recorder.onerror = () => {
      this.isBroken.value = true
    }
    this.#recorder.start(partMs)
    stayAwake(true)
  }

  get isOn(): boolean {
    return this.#recorder.state !== 'inactive'
  }

  /** Ends it. Answers what was recorded, and whether the browser keeps it. */
  async stop(): Promise<{ file: File; isKept: boolean }> {
    if (this.isOn) {
      const end = new Promise<void>((resolve) => this.#recorder.addEventListener('stop', () => resolve()))
      this.#recorder.stop()
      await end
    }
    stayAwake(false)
    const isKept = await this.#kept
    return { file: new File(this.#parts, this.#filename, { type: this.#type }), isKept }
  }

  /** It is not wanted. */
  async discard(): Promise<void> {
    await this.stop()
    forgetUpload(this.#personId, this.key)
    await dropKeptFile(this.#personId, this.key)
  }

  get #type(): string {
    return (this.#recorder.mimeType || 'video/webm').split(';')[0] ?? 'video/webm'
  }

  get #filename(): string {
    return `${this.#title}.${this.#type.endsWith('mp4') ? 'mp4' : 'webm'}`
  }

  #take(data: Blob): void {
    if (data.size === 0) return
    const no = this.#parts.push(data) - 1
    const { key } = this
    this.#kept = this.#kept.then(async (isKept) => isKept && (await keepPart(this.#personId, key, no, data)))
    const size = this.#parts.reduce((sum, part) => sum + part.size, 0)
    const shown = { key, title: '', filename: this.#filename, size, sentBytes: 0 }
    keepUpload(this.#personId, { ...shown, ownType: this.#type })
  }
}
