import { signal } from '@preact/signals'
import type { PersonName } from '../../../src/identity/schemas.ts'
import type { Thread } from '../../../src/threads/schemas.ts'
import { randomKey } from '../browser/random-key.ts'
import { changeStored, readStored } from '../browser/stored.ts'
import { afterSave, type Origin, type Version } from './draft-versions.ts'
import { type Moment, wholeClip } from './moment.ts'

/** Words that are not sent yet. With their key they are posted once, however often they are sent. */
export interface Draft extends Moment {
  readonly body: string
  /** Whom one chose to mention in it. */
  readonly mentions?: readonly PersonName[] | undefined
  /** A note is for its author alone. */
  readonly kind: Thread['kind'] | 'note'
  /** The place in the picture, at a moment that has a time. */
  readonly region?: Thread['region'] | undefined
  readonly cohortId?: string | undefined
  /** The stage that was chosen for it, where several take it. */
  readonly stageId?: string | undefined
  /** The cut of the clip that its moment is on; the first where it is not said. */
  readonly cutNo?: number | undefined
  readonly clientKey: string
  /** When it was last written at; undefined in a fresh one. */
  readonly savedAt?: string | undefined
}

export const freshDraft = (): Draft => ({
  ...wholeClip,
  body: '',
  kind: 'notice',
  clientKey: randomKey(),
})

/** As it stands in the browser: each person's own, on a machine that others use, too. */
export interface KeptDraft<Words> {
  readonly personId: string
  readonly savedAt: string
  readonly versions: readonly Version<Words>[]
}

const keepAfterMs = 500

/** Keeps what is being written in one place (a clip, a thread), and what other tabs have written there. */
export class DraftKeeper<Words extends { readonly body: string }> {
  /** What other tabs have, where it differs. */
  readonly others = signal<readonly Version<Words>[]>([])
  readonly #personId: string
  readonly #key: string
  #tab = randomKey()
  #origin: Origin
  #latest: Words | undefined
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(personId: string, place: string) {
    this.#personId = personId
    this.#key = `${personId}/${place}`
  }

  /** What stands in the browser, the last written first. */
  async read(): Promise<readonly Version<Words>[]> {
    const versions = (await readStored<KeptDraft<Words>>('drafts', this.#key))?.versions ?? []
    this.others.value = versions.filter(({ tab }) => tab !== this.#tab)
    return versions
  }

  /** Goes on with a version: from now on it is this tab's. */
  adopt(version: Version<Words>): void {
    this.#origin = version
    this.others.value = this.others.value.filter((other) => other.tab !== version.tab)
  }

  /** Keeps it within half a second, also while it goes on being typed. */
  keep(words: Words): void {
    this.#latest = words
    this.#timer ??= setTimeout(() => void this.keepNow(), keepAfterMs)
  }

  async keepNow(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const words = this.#latest
    this.#latest = undefined
    if (words) await this.#save(words)
  }

  /** After it was posted, or thrown away. What other tabs have that differs stays. */
  async forget(words: Words): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#latest = undefined
    // The same words in another tab were posted, too.
    await this.#save(words)
    await this.#save({ ...words, body: '' })
    this.#origin = undefined
  }

  /** Goes on with what another tab has, and leaves what this one had as a version of its own. */
  async swap(mine: Words, other: Version<Words>): Promise<void> {
    await this.#save(mine)
    this.#tab = randomKey()
    this.#origin = undefined
    await this.read()
    this.adopt(other)
  }

  async #save(words: Words): Promise<void> {
    const savedAt = new Date().toISOString()
    const mine = { tab: this.#tab, savedAt, words }
    const kept = await changeStored<KeptDraft<Words>>('drafts', this.#key, (was) => {
      const versions = afterSave(was?.versions ?? [], mine, this.#origin)
      return versions.length > 0 ? { personId: this.#personId, savedAt, versions } : undefined
    })
    this.others.value = kept?.versions.filter(({ tab }) => tab !== this.#tab) ?? []
  }
}
