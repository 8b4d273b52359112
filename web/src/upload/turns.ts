import { isMobileData, onConnectionChange } from './connection.ts'
import type { Transmissions } from './transmissions.ts'
import type { UploadList } from './upload-list.ts'

const atOnce = 2

/** Whose turn it is to be sent: two at a time, and over mobile data only what somebody said may go that way. */
export class Turns {
  readonly #mayUseMobile = new Set<string>()
  readonly #list: UploadList
  readonly #transmissions: Transmissions

  constructor(list: UploadList, transmissions: Transmissions) {
    this.#list = list
    this.#transmissions = transmissions
    onConnectionChange(() => this.#heed())
  }

  /** It is to be sent as soon as it is its turn. */
  take(key: string): void {
    this.#list.happens(key, { kind: 'queued' })
    this.next()
  }

  takeOnMobileData(key: string): void {
    this.#mayUseMobile.add(key)
    this.take(key)
  }

  next(): void {
    const waiting = this.#list.inPhase('queued')
    for (const { key } of waiting) if (this.#mustWait(key)) this.#list.happens(key, { kind: 'held' })
    const free = Math.max(0, atOnce - this.#list.inPhase('sending', 'waiting').length)
    for (const { key } of this.#list.inPhase('queued').slice(0, free)) {
      this.#list.happens(key, { kind: 'started' })
      void this.#transmissions.start(key)
    }
  }

  #mustWait(key: string): boolean {
    return isMobileData() && !this.#mayUseMobile.has(key)
  }

  /** Wi-Fi came, or went. */
  #heed(): void {
    for (const { key } of this.#list.inPhase('sending', 'waiting')) {
      if (!this.#mustWait(key)) continue
      this.#list.happens(key, { kind: 'held' })
      this.#transmissions.stop(key)
    }
    for (const { key } of this.#list.inPhase('held')) {
      if (!this.#mustWait(key)) this.#list.happens(key, { kind: 'queued' })
    }
    this.next()
  }
}
