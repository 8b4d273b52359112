import { batch, type Signal, signal } from '@preact/signals'
import type { Thread } from '../../../src/threads/schemas.ts'

type Said = Pick<Thread['comments'][number], 'id' | 'readableAt'>

/**
 * What is new to the reader on a clip, and what of it they have seen by now. The server remembers one moment up to which
 * all is read; hence what was seen counts there only once nothing older is left.
 */
export class Reading {
  /** New when the page was opened, or came in since; they stay here when they were seen. */
  readonly newIds = signal<ReadonlySet<string>>(new Set())
  /** How many of them wait to be seen. */
  readonly left = signal(0)
  /** One for each comment, so that only what was seen is drawn again: there may be thousands. */
  readonly #waits = new Map<string, Signal<boolean>>()
  readonly #seen = new Set<string>()
  #new: readonly Said[] = []

  /** Takes note of what is new in threads that were fetched. */
  meet(threads: readonly Pick<Thread, 'comments'>[]): void {
    const known = this.newIds.peek()
    const fresh = threads
      .flatMap(({ comments }) => comments)
      .filter(({ id, isNew, body }) => isNew && body !== null && !known.has(id))
    if (fresh.length === 0) return
    this.#new = [...this.#new, ...fresh].toSorted((a, b) => (a.readableAt < b.readableAt ? -1 : 1))
    batch(() => {
      this.newIds.value = new Set(this.#new.map(({ id }) => id))
      this.left.value += fresh.length
      for (const { id } of fresh) this.#waiting(id).value = true
    })
  }

  /** Whether it waits to be seen. */
  isNew(id: string): boolean {
    return this.#waiting(id).value
  }

  see(id: string): void {
    const waiting = this.#waiting(id)
    if (!waiting.peek()) return
    this.#seen.add(id)
    batch(() => {
      waiting.value = false
      this.left.value -= 1
    })
  }

  /** From when the last comment could be read up to which, with itself, all is seen. */
  get until(): string | undefined {
    return readUntil(this.#new, this.#seen)
  }

  #waiting(id: string): Signal<boolean> {
    const known = this.#waits.get(id)
    if (known) return known
    const made = signal(false)
    this.#waits.set(id, made)
    return made
  }
}

/** `said` in the order in which it could be read. */
export function readUntil(said: readonly Said[], seen: ReadonlySet<string>): string | undefined {
  const unseen = said.findIndex(({ id }) => !seen.has(id))
  return (unseen < 0 ? said : said.slice(0, unseen)).at(-1)?.readableAt
}
