import { sql } from 'kysely'
import { v7 } from 'uuid'
import type { Db } from '../db/schema.ts'
import type { OrganisationId, PersonId } from '../ids.ts'
import type { Job, PayloadOf } from './job.ts'

interface Options {
  /** For whom; undefined for upkeep, which belongs to no organisation. */
  organisationId?: OrganisationId
  /** Whose turn it takes; undefined for what is nobody's. */
  ownerId?: PersonId
  /** Whether anybody else waits for it. */
  isShared?: boolean
  /** Enqueuing twice with the same key gives one job. */
  onceKey?: string
  /** Not to be begun before so much time has gone by. */
  afterMs?: number
}

/** Part of the caller's transaction: the job exists if, and only if, the change does. */
export async function enqueue<J extends Job>(
  db: Db,
  job: J,
  payload: PayloadOf<J>,
  { organisationId, ownerId, isShared = false, onceKey, afterMs }: Options = {},
): Promise<void> {
  await db
    .insertInto('outbox')
    .values({
      organisationId: organisationId ?? null,
      ownerId: ownerId ?? null,
      isShared,
      id: v7(),
      queue: job.queue,
      job: job.name,
      attempts: job.attempts,
      priority: job.priority ?? 0,
      payload: JSON.stringify(payload),
      onceKey: onceKey ?? null,
      notBefore: afterMs === undefined ? null : sql<Date>`now() + ${afterMs} * interval '1 millisecond'`,
    })
    .onConflict((conflict) => conflict.column('onceKey').doNothing())
    .execute()
}
