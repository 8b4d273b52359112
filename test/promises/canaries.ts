import { randomBytes } from 'node:crypto'

/** A text that may reach these people, and nobody else. */
interface Canary {
  readonly text: string
  readonly what: string
  readonly mayReach: ReadonlySet<string>
}

export interface Breach {
  readonly who: string
  readonly where: string
  readonly what: string
}

/** Plants texts that are found again wherever they come out. */
export class Canaries {
  readonly #planted: Canary[] = []

  /** A new text for `what`, which only these people (by name) may ever be answered. */
  plant(what: string, mayReach: readonly string[]): string {
    const text = `canary${randomBytes(8).toString('hex')}`
    this.#planted.push({ text, what, mayReach: new Set(mayReach) })
    return text
  }

  get planted(): readonly Canary[] {
    return this.#planted
  }

  /** What of it stands in an answer to somebody who should not have it. */
  breachesIn(who: string, where: string, answer: string): Breach[] {
    return this.#planted
      .filter(({ text, mayReach }) => answer.includes(text) && !mayReach.has(who))
      .map(({ what }) => ({ who, where, what }))
  }

  /** What was found in nobody's answers, though it should have reached somebody: then the search is blind to it. */
  neverSeen(answers: readonly { readonly who: string; readonly answer: string }[]): string[] {
    return this.#planted
      .filter(
        ({ text, mayReach }) => mayReach.size > 0 && !answers.some(({ answer }) => answer.includes(text)),
      )
      .map(({ what }) => what)
  }
}
