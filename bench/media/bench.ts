import type { Db } from '../../src/platform/db/schema.ts'
import type { MediaTools } from '../../src/platform/media/tools.ts'
import type { Sources } from './sources.ts'

/** What each row is measured with. */
export interface Bench {
  /** Tiny inputs: to see that every row runs, and for nothing else. */
  readonly quick: boolean
  /** Gone at the end. */
  readonly folder: string
  readonly tools: MediaTools
  readonly sources: Sources
  /** Raised by Ctrl-C. Whatever takes long must end by it. */
  readonly signal: AbortSignal
  /** One more empty, migrated database. */
  open(name: string): Promise<{ readonly db: Db; readonly url: string }>
  /** What is being done, for whoever waits. */
  note(line: string): void
}

/** One line of the table, and what stands below it. */
export interface Figure {
  readonly what: string
  readonly ratio: number
  readonly target: { readonly atMost: number } | { readonly atLeast: number }
  /** Sentences that say what was divided by what. */
  readonly how: readonly string[]
  /** Besides the ratio: what else must hold for the target to be met. */
  readonly but?: string | undefined
}

export const isMet = ({ ratio, target, but }: Figure): boolean =>
  but === undefined && ('atMost' in target ? ratio <= target.atMost : ratio >= target.atLeast)

export const MiB = 2 ** 20
export const mib = (bytes: number): string => `${(bytes / MiB).toFixed(bytes < 10 * MiB ? 2 : 0)} MiB`
export const cpu = (seconds: number): string => `${seconds.toFixed(2)} CPU-s`
