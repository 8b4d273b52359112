import { sql } from 'kysely'
import type { Db } from '../db/schema.ts'
import { oldestFirst, type QueueName } from './job.ts'

export interface Hinted {
  readonly queue: QueueName
  readonly rowId: string
}

export interface Claimed {
  readonly id: string
  readonly job: string
  readonly payload: object
  readonly starts: number
  readonly attempts: number
}

/**
 * Takes the row whose turn it is in the hint's queue, which need not be the one that the hint names: there are as many
 * hints as rows. Only a row that nobody runs can be claimed; the relay clears `seenAt` of runners that fell silent.
 * Undefined where none is due.
 */
export const claimRow = (db: Db, hint: Hinted, runner: string): Promise<Claimed | undefined> =>
  oldestFirst.has(hint.queue) ? claimNamed(db, hint, runner) : claimInTurn(db, hint, runner)

const begun = (runner: string) => ({ seenAt: sql<Date>`now()`, claimedAt: sql<Date>`now()`, runner })

const claimNamed = (db: Db, { rowId }: Hinted, runner: string): Promise<Claimed | undefined> =>
  db
    .updateTable('outbox')
    .set((eb) => ({
      claims: eb('claims', '+', 1),
      starts: eb('starts', '+', 1),
      ...begun(runner),
    }))
    .where('id', '=', rowId)
    .where('finishedAt', 'is', null)
    .where('seenAt', 'is', null)
    .returning(['id', 'job', 'payload', 'starts', 'attempts'])
    .executeTakeFirst()

/** A row may be changed by others between our look and our claim: then it is another's turn. */
const looks = 3

const claimInTurn = (db: Db, hint: Hinted, runner: string): Promise<Claimed | undefined> =>
  db.transaction().execute(async (trx) => {
    // One claim of a queue after the other: two at once would each give the same organisation its turn. A worker that is cut
    // off in the middle must not keep the others from theirs. Compiling the query would take longer than the query.
    await sql`select pg_advisory_xact_lock(hashtextextended(${`turns ${hint.queue}`}, 0)),
      set_config('idle_in_transaction_session_timeout', '10s', true), set_config('jit', 'off', true)`.execute(
      trx,
    )
    for (let look = 0; look < looks; look++) {
      const next = await findNext(trx, hint)
      if (!next) return undefined
      const claimed = await trx
        .updateTable('outbox')
        .set((eb) => ({
          claims: eb('claims', '+', 1),
          starts: eb('starts', '+', 1),
          ...begun(runner),
          isHinted: false,
          organisationTurn: next.organisationTurn,
          ownerTurn: next.ownerTurn,
        }))
        .where('id', '=', next.id)
        .where('finishedAt', 'is', null)
        .where('seenAt', 'is', null)
        .where((eb) => eb.or([eb('isHinted', '=', true), eb('id', '=', hint.rowId)]))
        .returning(['id', 'job', 'payload', 'starts', 'attempts'])
        .executeTakeFirst()
      if (claimed) return claimed
    }
    return undefined
  })

interface Next {
  readonly id: string
  readonly organisationTurn: number
  readonly ownerTurn: number
}

/** Stands for no organisation and for no owner, so that these take turns like anybody. */
const nobody = sql`'00000000-0000-0000-0000-000000000000'::uuid`
const organisation = sql`coalesce(organisation_id, ${nobody})`
const owner = sql`coalesce(owner_id, ${nobody})`

/**
 * Whose turn it is. Organisations go round, and owners within each: who had their last turn longest ago is next, and
 * who comes new joins the round that is under way. In the same round those come first of whom less runs, then what
 * makes a clip watchable, then what is shared, then what is oldest.
 *
 * It steps from owner to owner by an index and looks at one row of each, never at all that wait.
 */
export async function findNext(db: Db, { queue, rowId }: Hinted): Promise<Next | undefined> {
  const waits = sql`queue = ${queue} and finished_at is null and seen_at is null`
  const { rows } = await sql<Next>`
    with recursive owners as (
      (select ${organisation} as organisation, ${owner} as owner from outbox where ${waits}
        order by ${organisation}, ${owner} limit 1)
      union all
      select next.organisation, next.owner from owners cross join lateral (
        select ${organisation} as organisation, ${owner} as owner from outbox
        where ${waits} and (${organisation}, ${owner}) > (owners.organisation, owners.owner)
        order by ${organisation}, ${owner} limit 1
      ) as next
    ),
    running as (
      select ${organisation} as organisation, ${owner} as owner, count(*) as running from outbox
      where queue = ${queue} and finished_at is null and seen_at is not null group by 1, 2
    ),
    heads as (
      select owners.organisation, owners.owner, head.id, head.priority, head.is_shared,
        coalesce(last.owner_turn, 0) as organisation_round, coalesce(last.organisation_turn, 0) as organisation_had,
        coalesce(had.owner_turn, 0) as owner_had, coalesce(running.running, 0) as running
      from owners
      cross join lateral (
        select id, priority, is_shared from outbox
        where ${waits} and ${organisation} = owners.organisation and ${owner} = owners.owner
          -- A row without a hint must not take another's: it might be done before it gets its own.
          and (is_hinted or id = ${rowId})
          and (not_before is null or not_before <= now())
        order by priority, is_shared desc, id limit 1
      ) as head
      left join lateral (
        select organisation_turn, owner_turn from outbox
        where queue = ${queue} and ${organisation} = owners.organisation and organisation_turn is not null
        order by organisation_turn desc limit 1
      ) as last on true
      left join lateral (
        select owner_turn from outbox
        where queue = ${queue} and ${organisation} = owners.organisation and ${owner} = owners.owner
          and owner_turn is not null
        order by owner_turn desc limit 1
      ) as had on true
      left join running on running.organisation = owners.organisation and running.owner = owners.owner
    ),
    owner_turns as (
      select heads.*, greatest(owner_had + 1, organisation_round) as owner_turn from heads
    ),
    round as (
      select coalesce(max(organisation_turn), 0) as organisation_turn from outbox
      where queue = ${queue} and organisation_turn is not null
    ),
    firsts as (
      select distinct on (organisation) * from owner_turns
      order by organisation, owner_turn, running, priority, is_shared desc, id
    ),
    organisation_turns as (
      select firsts.*, coalesce(organisation_running.running, 0) as organisation_running,
        greatest(organisation_had + 1, round.organisation_turn) as organisation_turn
      from firsts
      cross join round
      left join lateral (
        select sum(running) as running from running where running.organisation = firsts.organisation
      ) as organisation_running on true
    )
    select id, organisation_turn, owner_turn from organisation_turns
    order by organisation_turn, organisation_running, priority, is_shared desc, id limit 1`.execute(db)
  return rows[0]
}
