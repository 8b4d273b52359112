import type { ReadonlySignal } from '@preact/signals'
import { call } from '../api/call.ts'
import { ApiProblem } from '../api/problem.ts'
import { randomKey } from '../browser/random-key.ts'
import { stayAwake } from '../browser/stay-awake.ts'
import { refusedAtOnce } from './check-file.ts'
import { savesData } from './connection.ts'
import { fingerprintOf } from './fingerprint.ts'
import { dropKeptFile, openKeptFile, sweepKeptFiles } from './kept-files.ts'
import {
  alterKept,
  askOffset,
  claimUpload,
  forgetUpload,
  type KeptUpload,
  keepUpload,
  keptUploads,
} from './kept-uploads.ts'
import { lookAtFile } from './look-at-file.ts'
import { isWished, type Wish } from './media-facts.ts'
import { Remakes } from './remakes.ts'
import { titleFrom } from './title-from.ts'
import { Transmissions } from './transmissions.ts'
import { Turns } from './turns.ts'
import { UploadList } from './upload-list.ts'
import { isOnItsWay, type Upload } from './upload-state.ts'

interface Listeners {
  /** A clip began, arrived, or was given up. */
  readonly onClips: () => void
  /** The server has nothing of an upload any more. */
  readonly onLost: () => void
  readonly onChange: (after: Upload, before: Upload) => void
}

/** Sends files, also while other pages are shown, and remembers in this browser what is unfinished. One for each page load. */
export class Uploader {
  readonly #list: UploadList
  readonly #transmissions: Transmissions
  readonly #turns: Turns
  readonly #remakes: Remakes
  readonly #personId: string
  readonly #onClips: () => void

  constructor(personId: string, { onClips, onLost, onChange }: Listeners) {
    this.#personId = personId
    this.#onClips = onClips
    this.#list = new UploadList((after, before) => {
      if (after.phase !== before.phase) stayAwake(this.#list.inPhase('sending', 'remaking').length > 0)
      onChange(after, before)
    })
    this.#transmissions = new Transmissions(this.#list, personId, {
      onClips,
      onLost,
      onEnd: () => this.#turns.next(),
    })
    this.#turns = new Turns(this.#list, this.#transmissions)
    this.#remakes = new Remakes(this.#list, personId, {
      onMade: (key, file, isKept) => void this.#goOnWith(key, file, isKept),
    })
    const kept = keptUploads(personId)
    for (const upload of kept) void this.#takeUpKept(upload)
    void sweepKeptFiles(personId, new Set(kept.map(({ key }) => key)))
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
  async choose(files: Iterable<File>, title?: string): Promise<void> {
    for (const file of files) {
      const fingerprint = await fingerprintOf(file).catch(() => undefined)
      const begun = this.#list.inPhase(
        'chosen',
        'remaking',
        'queued',
        'held',
        'sending',
        'paused',
        'waiting',
        'kept',
      )
      const known = begun.find(({ key }) => this.#isOf(key, fingerprint))
      if (known) this.#takeUp(known.key, file)
      else this.#add(randomKey(), file, { fingerprint, title })
    }
  }

  /** Takes up what was recorded here under this key, with the bytes that are kept of it, if they are. */
  async chooseRecorded(key: string, file: File, isKept: boolean): Promise<void> {
    const fingerprint = await fingerprintOf(file).catch(() => undefined)
    this.#add(key, file, { fingerprint, ownType: isKept ? file.type : undefined })
  }

  /** Where the bytes of a recording are kept while it is made. */
  get personId(): string {
    return this.#personId
  }

  /** Goes on with an upload from before this page was opened. Answers false where it is another file. */
  async chooseAgain(key: string, file: File): Promise<boolean> {
    if (!this.#isOf(key, await fingerprintOf(file).catch(() => undefined))) return false
    this.#takeUp(key, file)
    return true
  }

  setTitle(key: string, title: string): void {
    this.#list.happens(key, { kind: 'titled', title })
    alterKept(this.#personId, key, { title })
  }

  /** What is to be done with it on this device before it is sent. */
  setWish(key: string, wish: Wish): void {
    this.#list.happens(key, { kind: 'wished', wish })
  }

  /** Sends it, or goes on with it, when it is its turn. What was wished for is done first. */
  send(key: string): void {
    const { phase, wish } = this.#list.find(key) ?? {}
    const { file } = this.#transmissions.known(key)
    if (phase === 'chosen' && file && wish && isWished(wish)) this.#remakes.start(key, file, wish)
    else {
      alterKept(this.#personId, key, { isPaused: false })
      this.#turns.take(key)
    }
  }

  /** Does not wait for Wi-Fi any longer. */
  sendOnMobileData(key: string): void {
    this.#turns.takeOnMobileData(key)
  }

  /** The chosen file is as it was, and waits. */
  stopRemaking(key: string): void {
    this.#remakes.stop(key)
    void dropKeptFile(this.#personId, key)
  }

  sendOriginal(key: string): void {
    this.stopRemaking(key)
    this.setWish(key, { smaller: false })
    this.send(key)
  }

  pause(key: string): void {
    this.#list.happens(key, { kind: 'paused' })
    alterKept(this.#personId, key, { isPaused: true })
    this.#transmissions.stop(key)
    this.#turns.next()
  }

  /** Who is looking at the clip needs no more word about its upload. */
  putAway(clipId: string): void {
    for (const upload of this.#list.inPhase('sent')) if (upload.clipId === clipId) this.#drop(upload.key)
  }

  /** Gives it up, also on the server. Rejects, and keeps it, where the server cannot be told. */
  async remove(key: string): Promise<void> {
    const isSent = this.#list.find(key)?.phase === 'sent'
    const { url } = this.#transmissions.known(key)
    this.#remakes.stop(key)
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

  #add(
    key: string,
    file: File,
    {
      title,
      ...known
    }: { fingerprint: string | undefined; ownType?: string | undefined; title?: string | undefined },
  ): void {
    const { name: filename, size } = file
    this.#transmissions.note(key, { file, ...known })
    const upload = { key, filename, title: title ?? titleFrom(filename), size, sentBytes: 0 }
    this.#list.add({ ...upload, phase: 'chosen', samples: [] })
    if (known.ownType) keepUpload(this.#personId, { ...upload, ...known })
    const code = refusedAtOnce(file)
    if (code) this.#list.happens(key, { kind: 'refused', refusal: { code, detail: '' } })
    else void this.#look(key, file)
  }

  async #look(key: string, file: File): Promise<void> {
    const facts = await lookAtFile(file)
    this.#list.happens(key, { kind: 'looked', facts, savesData: savesData() })
  }

  #takeUp(key: string, file: File): void {
    this.#transmissions.note(key, { file })
    if (this.#list.find(key)?.phase === 'kept') this.send(key)
  }

  /** Sends what was made of a file in its place. */
  async #goOnWith(key: string, file: File, isKept: boolean): Promise<void> {
    const fingerprint = await fingerprintOf(file).catch(() => undefined)
    const ownType = isKept ? file.type : undefined
    const upload = this.#list.find(key)
    if (upload?.phase !== 'remaking') return
    this.#transmissions.note(key, { file, fingerprint, ownType })
    const { title, filename, size } = upload
    if (ownType)
      keepUpload(this.#personId, { key, title, filename, size, sentBytes: 0, fingerprint, ownType })
    this.#turns.take(key)
  }

  /** What was begun before this page was opened. What this browser has the bytes of goes on by itself. */
  async #takeUpKept({ isPaused, isSent, ...kept }: KeptUpload): Promise<void> {
    const { key, fingerprint, url, ownType, ...shown } = kept
    this.#transmissions.note(key, { fingerprint, url, ownType })
    if (isSent) return this.#list.add({ key, ...shown, phase: 'sent', samples: [] })
    if (ownType !== undefined) {
      if (!(await claimUpload(key))) return
      const file = await openKeptFile(this.#personId, key, { filename: kept.filename, type: ownType })
      if (file) {
        this.#transmissions.note(key, { file })
        const phase = url === undefined ? 'chosen' : 'paused'
        this.#list.add({ key, ...shown, size: file.size, phase, samples: [] })
        void this.#look(key, file)
        if (url !== undefined && !isPaused) this.send(key)
        return
      }
    }
    if (url === undefined) return forgetUpload(this.#personId, key)
    this.#list.add({ key, ...shown, phase: 'kept', samples: [] })
    const offset = await askOffset(url)
    if (this.#list.find(key)?.phase !== 'kept' || offset === 'unknown') return
    if (offset === 'gone') this.#drop(key)
    else this.#list.happens(key, { kind: 'located', bytes: offset })
  }

  #drop(key: string): void {
    this.#transmissions.forget(key)
    forgetUpload(this.#personId, key)
    void dropKeptFile(this.#personId, key)
    this.#list.drop(key)
  }
}
