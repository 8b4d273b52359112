import { type ReadonlySignal, signal } from '@preact/signals'
import { type Draft, DraftKeeper, freshDraft } from './draft.ts'
import type { Version } from './draft-versions.ts'
import { asRange, instantAt, type Moment, rangeBetween, wholeClip } from './moment.ts'

/** What is being written about one clip, open or not. It is kept in the browser while it is typed. */
export class Composer {
  readonly isOpen = signal(false)
  readonly draft = signal<Draft>(freshDraft())
  readonly #keeper: DraftKeeper<Draft>
  #cutNo: number | undefined

  constructor(personId: string, clipId: string) {
    this.#keeper = new DraftKeeper(personId, clipId)
    void this.#restore()
  }

  /** What other tabs have written about the clip, where it differs. */
  get others(): ReadonlySignal<readonly Version<Draft>[]> {
    return this.#keeper.others
  }

  get hasWords(): boolean {
    return this.draft.value.body.trim() !== ''
  }

  /** Opens it at a moment; words that were begun elsewhere stay where they are. */
  open(nowMs: number, durationMs: number): void {
    if (!this.isOpen.value && !this.hasWords) {
      this.change({ ...instantAt(nowMs, durationMs), region: undefined })
    }
    this.isOpen.value = true
  }

  /** The part that is talked about begins here. */
  markStart(nowMs: number, durationMs: number): void {
    const { endMs } = this.draft.value
    this.#mark(
      this.isOpen.value && endMs !== null
        ? rangeBetween(nowMs, endMs, durationMs)
        : asRange(instantAt(nowMs, durationMs), nowMs, durationMs),
    )
  }

  /** It ends here; it began where the composer stood, or five seconds ago. */
  markEnd(nowMs: number, durationMs: number): void {
    const { startMs } = this.draft.value
    const from = this.isOpen.value && startMs !== null ? startMs : Math.max(0, nowMs - 5000)
    this.#mark(rangeBetween(from, nowMs, durationMs))
  }

  /** The clip is this cut now: on another one the same time is another picture. The words stay. */
  fitTo(cutNo: number): void {
    this.#cutNo = cutNo
    const draft = this.draft.peek()
    if (draft.cutNo === cutNo) return
    this.draft.value = { ...draft, cutNo, ...((draft.cutNo ?? 1) !== cutNo && wholeClip) }
  }

  change(changes: Partial<Draft>): void {
    this.draft.value = { ...this.draft.value, ...changes }
    this.#keeper.keep(this.draft.value)
  }

  /** Puts it away, not out: the draft stays. */
  close(): void {
    this.isOpen.value = false
    this.keepNow()
  }

  /** After it was posted, or thrown away. */
  clear(): void {
    const { kind, cohortId, cutNo } = this.draft.value
    void this.#keeper.forget(this.draft.value)
    this.draft.value = { ...freshDraft(), kind, cohortId, cutNo }
    this.isOpen.value = false
  }

  keepNow(): void {
    void this.#keeper.keepNow()
  }

  /** Goes on with what another tab has; what stands here is kept in its place. */
  async swap(other: Version<Draft>): Promise<void> {
    await this.#keeper.swap(this.draft.peek(), other)
    this.#show(other)
  }

  async #restore(): Promise<void> {
    const [latest] = await this.#keeper.read()
    // Who writes already goes on with that; the kept words are offered beside it.
    if (!latest || this.hasWords) return
    this.#keeper.adopt(latest)
    this.#show(latest)
    this.isOpen.value = true
  }

  #show({ words, savedAt }: Version<Draft>): void {
    this.draft.value = { ...words, savedAt }
    if (this.#cutNo !== undefined) this.fitTo(this.#cutNo)
  }

  #mark(moment: Moment): void {
    this.change(moment)
    this.isOpen.value = true
  }
}
