import { signInAgain } from '../api/sign-in-again.ts'
import { isReadable } from './check-file.ts'
import { dropKeptFile } from './kept-files.ts'
import { alterKept, forgetUpload, keepUpload } from './kept-uploads.ts'
import { type Hitch, sendFile } from './send-file.ts'
import type { UploadList } from './upload-list.ts'

/** What is known of an upload beside what is shown of it. */
interface Known {
  file?: File | undefined
  fingerprint?: string | undefined
  /** This browser keeps its bytes. */
  ownType?: string | undefined
  /** Where the server takes it, once it was begun there. */
  url?: string | undefined
}

interface Transmission extends Known {
  stop?: (() => void) | undefined
  /** Counts the tries, so that an overtaken one ends itself. */
  tries: number
}

interface Listeners {
  /** A clip began, or arrived. */
  readonly onClips: () => void
  /** The server has nothing of an upload any more. */
  readonly onLost: () => void
  /** It is somebody else's turn. */
  readonly onEnd: () => void
}

const tryAgainMs = 15_000

/** Sends the files of a list to the server, each from where it is there, and says what became of it. */
export class Transmissions {
  readonly #all = new Map<string, Transmission>()
  readonly #list: UploadList
  readonly #personId: string
  readonly #listeners: Listeners

  constructor(list: UploadList, personId: string, listeners: Listeners) {
    this.#list = list
    this.#personId = personId
    this.#listeners = listeners
    addEventListener('online', () => this.#goOn())
  }

  /** Notes what is known of an upload; what was known before stays. */
  note(key: string, known: Known): void {
    this.#all.set(key, { tries: 0, ...this.#all.get(key), ...known })
  }

  known(key: string): Readonly<Known> {
    return this.#all.get(key) ?? {}
  }

  forget(key: string): void {
    this.stop(key)
    this.#all.delete(key)
  }

  stop(key: string): void {
    const transmission = this.#all.get(key)
    transmission?.stop?.()
    if (transmission) transmission.stop = undefined
  }

  async start(key: string): Promise<void> {
    const transmission = this.#all.get(key)
    const upload = this.#list.find(key)
    if (!transmission?.file || !upload) return
    this.stop(key)
    const { file, url } = transmission
    transmission.tries += 1
    const { tries } = transmission
    try {
      const stop = await sendFile(file, {
        title: upload.title,
        url,
        onCreated: (created) => this.#created(key, created),
        onClip: (clipId) => this.#list.happens(key, { kind: 'created', clipId }),
        onProgress: (bytes) =>
          this.#list.happens(key, { kind: 'progressed', bytes, atMs: performance.now() }),
        onBreak: () => this.#list.happens(key, { kind: 'interrupted' }),
        onHitch: (hitch) => void this.#hitch(key, hitch),
        onArrived: () => this.#arrived(key),
      })
      // Paused, removed or begun anew while the code for it was fetched.
      const phase = this.#list.find(key)?.phase
      if (transmission.tries !== tries || (phase !== 'sending' && phase !== 'waiting')) return stop()
      transmission.stop = stop
    } catch {
      // The code for it could not be fetched.
      await this.#hitch(key, { kind: 'unreachable' })
    }
  }

  #created(key: string, url: string): void {
    const transmission = this.#all.get(key)
    const upload = this.#list.find(key)
    if (!transmission || !upload || transmission.url === url) return
    transmission.url = url
    const { fingerprint, ownType } = transmission
    const { title, filename, size, sentBytes, clipId } = upload
    if (fingerprint || ownType) {
      const known = { key, fingerprint, ownType, url, clipId }
      keepUpload(this.#personId, { ...known, title, filename, size, sentBytes })
    }
    this.#listeners.onClips()
  }

  #arrived(key: string): void {
    this.#list.happens(key, { kind: 'arrived' })
    alterKept(this.#personId, key, { isSent: true })
    void dropKeptFile(this.#personId, key)
    this.#listeners.onClips()
    this.#listeners.onEnd()
  }

  async #hitch(key: string, hitch: Hitch): Promise<void> {
    const transmission = this.#all.get(key)
    if (!transmission) return
    switch (hitch.kind) {
      case 'lost':
        transmission.url = undefined
        if (transmission.ownType) alterKept(this.#personId, key, { url: undefined, clipId: undefined })
        else forgetUpload(this.#personId, key)
        this.#list.happens(key, { kind: 'lost' })
        this.#listeners.onLost()
        return this.#listeners.onEnd()
      case 'refused':
        forgetUpload(this.#personId, key)
        this.#list.happens(key, hitch)
        return this.#listeners.onEnd()
      case 'signed-out':
        this.#list.happens(key, { kind: 'interrupted' })
        if (await signInAgain()) return this.#goOn(key)
        this.#list.happens(key, { kind: 'paused' })
        return this.#listeners.onEnd()
      case 'unreachable':
        this.#list.happens(key, { kind: 'interrupted' })
        return this.#wait(key, transmission)
    }
  }

  async #wait(key: string, transmission: Transmission): Promise<void> {
    const { tries, file, url } = transmission
    // A file that was moved or changed breaks off in the same way as a connection.
    const isThere = file !== undefined && (await isReadable(file))
    if (transmission.tries !== tries || this.#list.find(key)?.phase !== 'waiting') return
    if (isThere) {
      const timer = setTimeout(() => this.#goOn(key), tryAgainMs)
      transmission.stop = () => clearTimeout(timer)
    } else if (url) {
      this.#list.happens(key, { kind: 'mislaid' })
      this.#listeners.onEnd()
    } else {
      await this.#hitch(key, { kind: 'refused', refusal: { code: 'file-unreadable', detail: '' } })
    }
  }

  /** Tries again what waits for a connection. */
  #goOn(only?: string): void {
    for (const { key } of this.#list.inPhase('waiting')) {
      if (only === undefined || only === key) void this.start(key)
    }
  }
}
