import { sql } from 'kysely'
import { v7 } from 'uuid'
import type { Db } from '../db/schema.ts'
import type { OrganisationId } from '../ids.ts'
import type { Job, PayloadOf } from './job.ts'

interface Options {
  /** For whom; undefined for upkeep, which belongs to no organisation. */
  organisationId?: OrganisationId
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
  { organisationId, onceKey, afterMs }: Options = {},
): Promise<void> {
  await db
    .insertInto('outbox')
    .values({
      organisationId: organisationId ?? null,
      id: v7(),
      queue: job.queue,
      job: job.name,
      attempts: job.attempts,
      payload: JSON.stringify(payload),
      onceKey: onceKey ?? null,
      notBefore: afterMs === undefined ? null : sql<Date>`now() + ${afterMs} * interval '1 millisecond'`,
    })
    .onConflict((conflict) => conflict.column('onceKey').doNothing())
    .execute()
}
