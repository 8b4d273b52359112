import type { MediaTools } from '../src/platform/media/tools.ts'
import type { Platform } from '../src/platform/platform.ts'
import type { Job, PayloadOf } from '../src/platform/queue/job.ts'

/** What a handler has to work with. */
export interface Workshop {
  readonly platform: Platform
  readonly tools: MediaTools
  /** A folder of this process alone, for work in progress. */
  readonly scratch: string
}

export interface Handler<J extends Job> {
  /** Loads by id, checks the state, stops on the signal, writes once. Running it twice changes nothing. */
  run(payload: PayloadOf<J>, workshop: Workshop, signal: AbortSignal): Promise<void>
  /** The last try failed: writes that into the domain. */
  giveUp?(payload: PayloadOf<J>, workshop: Workshop, because: unknown): Promise<void>
}
