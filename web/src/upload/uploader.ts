import type { ReadonlySignal } from '@preact/signals'
import { call } from '../api/call.ts'
import { ApiProblem } from '../api/problem.ts'
import { randomKey } from '../browser/random-key.ts'
import { stayAwake } from '../browser/stay-awake.ts'
import { refusedAtOnce } from './check-file.ts'
import { fingerprintOf } from './fingerprint.ts'
import { askOffset, forgetUpload, keptUploads } from './kept-uploads.ts'
import { titleFrom } from './title-from.ts'
import { Transmissions } from './transmissions.ts'
import { UploadList } from './upload-list.ts'
import { isOnItsWay, type Upload } from './upload-state.ts'

interface Listeners {
  /** A clip began, arrived, or was given up. */
  readonly onClips: () => void
  /** The server has nothing of an upload any more. */
  readonly onLost: () => void
  readonly onChange: (after: Upload, before: Upload) => void
}

const atOnce = 2

/** Sends files, also while other pages are shown, and remembers in this browser what is unfinished. One for each page load. */
export class Uploader {
  readonly #list: UploadList
  readonly #transmissions: Transmissions
  readonly #personId: string
  readonly #onClips: () => void

  constructor(personId: string, { onClips, onLost, onChange }: Listeners) {
    this.#personId = personId
    this.#onClips = onClips
    this.#list = new UploadList((after, before) => {
      if (after.phase !== before.phase) stayAwake(this.#list.inPhase('sending').length > 0)
      onChange(after, before)
    })
    this.#transmissions = new Transmissions(this.#list, personId, {
      onClips,
      onLost,
      onEnd: () => this.#startNext(),
    })
    for (const { fingerprint, url, ...kept } of keptUploads(personId)) {
      this.#transmissions.note(kept.key, { fingerprint, url })
      this.#list.add({ ...kept, phase: 'kept', samples: [] })
      void this.#locate(kept.key, url)
    }
    addEventListener('beforeunload', (event) => {
      if (this.uploads.peek().some(isOnItsWay)) event.preventDefault()
    })
  }

  get uploads(): ReadonlySignal<readonly Upload[]> {
    return this.#list.uploads
  }

  /** The file itself, where it was chosen on this page. */
  fileOf(key: string): File | undefined {
    return this.#transmissions.known(key).file
  }

  /** Takes up chosen files. One that was begun before goes on where it was; the others wait for a title. */
  async choose(files: Iterable<File>): Promise<void> {
    for (const file of files) {
      const fingerprint = await fingerprintOf(file).catch(() => undefined)
      const begun = this.#list.inPhase('chosen', 'queued', 'sending', 'paused', 'waiting', 'kept')
      const known = begun.find(({ key }) => this.#isOf(key, fingerprint))
      if (known) this.#takeUp(known.key, file)
      else this.#add(file, fingerprint)
    }
  }

  /** Goes on with an upload from before this page was opened. Answers false where it is another file. */
  async chooseAgain(key: string, file: File): Promise<boolean> {
    if (!this.#isOf(key, await fingerprintOf(file).catch(() => undefined))) return false
    this.#takeUp(key, file)
    return true
  }

  setTitle(key: string, title: string): void {
    this.#list.happens(key, { kind: 'titled', title })
  }

  /** Sends it, or goes on with it, when it is its turn. */
  send(key: string): void {
    this.#list.happens(key, { kind: 'queued' })
    this.#startNext()
  }

  pause(key: string): void {
    this.#list.happens(key, { kind: 'paused' })
    this.#transmissions.stop(key)
    this.#startNext()
  }

  /** Who is looking at the clip needs no more word about its upload. */
  putAway(clipId: string): void {
    for (const upload of this.#list.inPhase('sent')) if (upload.clipId === clipId) this.#drop(upload.key)
  }

  /** Gives it up, also on the server. Rejects, and keeps it, where the server cannot be told. */
  async remove(key: string): Promise<void> {
    const isSent = this.#list.find(key)?.phase === 'sent'
    const { url } = this.#transmissions.known(key)
    this.pause(key)
    if (url && !isSent) {
      await call(url, { method: 'DELETE' }).catch((error) => {
        // Gone already, or arrived in the meantime: then it is a clip like any other.
        if (!(error instanceof ApiProblem && (error.status === 404 || error.status === 409))) throw error
      })
    }
    this.#drop(key)
    this.#onClips()
  }

  #isOf(key: string, fingerprint: string | undefined): boolean {
    return fingerprint !== undefined && this.#transmissions.known(key).fingerprint === fingerprint
  }

  #add(file: File, fingerprint: string | undefined): void {
    const key = randomKey()
    const { name: filename, size } = file
    this.#transmissions.note(key, { file, fingerprint })
    const title = titleFrom(filename)
    this.#list.add({ key, filename, title, size, phase: 'chosen', sentBytes: 0, samples: [] })
    const code = refusedAtOnce(file)
    if (code) this.#list.happens(key, { kind: 'refused', refusal: { code, detail: '' } })
  }

  #takeUp(key: string, file: File): void {
    this.#transmissions.note(key, { file })
    if (this.#list.find(key)?.phase === 'kept') this.send(key)
  }

  async #locate(key: string, url: string): Promise<void> {
    const offset = await askOffset(url)
    if (this.#list.find(key)?.phase !== 'kept' || offset === 'unknown') return
    if (offset === 'gone') this.#drop(key)
    else this.#list.happens(key, { kind: 'located', bytes: offset })
  }

  #startNext(): void {
    const free = Math.max(0, atOnce - this.#list.inPhase('sending', 'waiting').length)
    for (const { key } of this.#list.inPhase('queued').slice(0, free)) {
      this.#list.happens(key, { kind: 'started' })
      void this.#transmissions.start(key)
    }
  }

  #drop(key: string): void {
    this.#transmissions.forget(key)
    forgetUpload(this.#personId, key)
    this.#list.drop(key)
  }
}
