import { signal } from '@preact/signals'
import { type Draft, forgetDraft, freshDraft, keepDraft, readDraft } from './draft.ts'
import { asRange, instantAt, type Moment, rangeBetween, wholeClip } from './moment.ts'

const keepAfterMs = 500

/** What is being written about one clip, open or not. It is kept in the browser while it is typed. */
export class Composer {
  readonly isOpen = signal(false)
  readonly draft = signal<Draft>(freshDraft())
  readonly #personId: string
  readonly #clipId: string
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(personId: string, clipId: string) {
    this.#personId = personId
    this.#clipId = clipId
    const kept = readDraft(personId, clipId)
    if (kept) {
      this.draft.value = kept
      this.isOpen.value = true
    }
  }

  get hasWords(): boolean {
    return this.draft.value.body.trim() !== ''
  }

  /** Opens it at a moment; words that were begun elsewhere stay where they are. */
  open(nowMs: number, durationMs: number): void {
    if (!this.isOpen.value && !this.hasWords) this.change(instantAt(nowMs, durationMs))
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
    const draft = this.draft.peek()
    if (draft.cutNo === cutNo) return
    this.draft.value = { ...draft, cutNo, ...((draft.cutNo ?? 1) !== cutNo && wholeClip) }
  }

  change(changes: Partial<Draft>): void {
    this.draft.value = { ...this.draft.value, ...changes }
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.keepNow(), keepAfterMs)
  }

  /** Puts it away, not out: the draft stays. */
  close(): void {
    this.isOpen.value = false
    this.keepNow()
  }

  /** After it was posted, or thrown away. */
  clear(): void {
    clearTimeout(this.#timer)
    forgetDraft(this.#personId, this.#clipId)
    const { kind, cohortId, cutNo } = this.draft.value
    this.draft.value = { ...freshDraft(), kind, cohortId, cutNo }
    this.isOpen.value = false
  }

  keepNow(): void {
    clearTimeout(this.#timer)
    keepDraft(this.#personId, this.#clipId, this.draft.peek())
  }

  #mark(moment: Moment): void {
    this.change(moment)
    this.isOpen.value = true
  }
}
