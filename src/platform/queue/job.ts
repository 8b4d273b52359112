import type { Static, TSchema } from 'typebox'

/**
 * Queues are named by what they wait for: `quick` steps wait behind nothing that encodes, `first`, without which a clip
 * cannot be watched at all, never behind the hours of `media`, and none of them behind a slow mail server.
 */
export const queues = ['quick', 'first', 'media', 'mail', 'upkeep'] as const
export type QueueName = (typeof queues)[number]

/** Nobody waits for these in person, or for a moment only: oldest first. In all other queues turns are taken. */
export const oldestFirst: ReadonlySet<QueueName> = new Set<QueueName>(['mail', 'upkeep'])

/** What the API and the workers agree on. Knows nothing of how the work is done. Payloads carry ids only. */
export interface Job<Name extends string = string, Payload extends TSchema = TSchema> {
  readonly name: Name
  readonly queue: QueueName
  readonly payload: Payload
  /** How often it may be tried before it is given up. */
  readonly attempts: number
  /** Within one's turn the smallest comes first; 0 unless said. */
  readonly priority?: number
}

export type PayloadOf<J extends Job> = Static<J['payload']>

export const defineJob = <const Name extends string, Payload extends TSchema>(job: Job<Name, Payload>) => job
