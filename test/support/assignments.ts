import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { builtInProtocols } from '../../src/assignments/built-in-protocols.ts'
import type { ProtocolStage } from '../../src/assignments/stages.ts'
import { writeAssignment } from '../../src/assignments/write-assignment.ts'
import type { Db } from '../../src/platform/db/schema.ts'
import type { AssignmentId, ClipId, CohortId, StageId } from '../../src/platform/ids.ts'
import type { Person } from './cast.ts'
import { query } from './empty-database.ts'

export interface Given {
  readonly cohortId: CohortId
  readonly clipIds: readonly ClipId[]
  /** A built-in protocol by its key, or stages. */
  readonly protocol?: string | readonly ProtocolStage[]
  readonly presenter?: Person | undefined
  /** How far on it is, in percent of its time. */
  readonly at?: number
  /** How much time there is. */
  readonly lasts?: string
}

export interface Assigned {
  readonly id: AssignmentId
  readonly stages: readonly (ProtocolStage & { readonly id: StageId })[]
  /** The id of a stage, by its key. */
  readonly stage: (key: string) => StageId
}

/** An assignment that runs, by a protocol, as its facilitator wrote it; without asking whether they may. */
export async function assignmentOf(
  db: Db,
  by: Person,
  { cohortId, clipIds, protocol = 'notice-and-wonder', presenter, at = 10, lasts = '10 hours' }: Given,
): Promise<Assigned> {
  const given =
    typeof protocol === 'string'
      ? builtInProtocols.find(({ key }) => key === protocol)
      : { key: 'tried', version: 1, stages: protocol }
  if (!given) throw new Error(`there is no protocol ${protocol}`)
  const { id, stageIds } = await db.transaction().execute((trx) =>
    writeAssignment(trx, by.viewer, {
      ...{
        cohortId,
        clipIds,
        protocol: given,
        dueBy: 'hand',
        presenterId: presenter?.viewer.personId ?? null,
      },
      opensAt: new Date(),
      dueAt: new Date(Date.now() + 3_600_000),
    }),
  )
  await moveTo(db, id, at, lasts)
  const stages = given.stages.map((stage, place) => ({ ...stage, id: stageIds[place] as StageId }))
  return {
    ...{ id, stages },
    stage: (key) => stages.find((stage) => stage.key === key)?.id ?? fail(`there is no stage ${key}`),
  }
}

/** Moves its time so that it is this far on, in percent, by the database's clock. */
export const moveTo = (db: Db, id: AssignmentId, percent: number, lasts = '10 hours') =>
  sql`update assignments set opens_at = now() - ${lasts}::interval * ${percent / 100}::float8,
    due_at = now() + ${lasts}::interval * ${1 - percent / 100}::float8 where id = ${id}`.execute(db)

/** Moves its time so that a stage closes this long after now; ago, where it begins with a minus. */
export const closeIn = (db: Db, stageId: StageId, time: string) =>
  sql`update assignments a set
      opens_at = clock_timestamp() + ${time}::interval - (a.due_at - a.opens_at) * (s.closes_pct / 100.0),
      due_at = clock_timestamp() + ${time}::interval + (a.due_at - a.opens_at) * (1 - s.closes_pct / 100.0)
    from assignment_stages s where s.assignment_id = a.id and s.id = ${stageId}`.execute(db)

/** A facilitator closes a stage by hand. */
export async function closeByHand(
  who: Person,
  { id }: Pick<Assigned, 'id'>,
  stageId: StageId,
): Promise<void> {
  const { status, body } = await who.put(`/api/v1/assignments/${id}/stages/${stageId}/closing`)
  if (status !== 204) throw new Error(`closing was refused: ${body.code}`)
}

/** A year of them in every cohort, the last of which run, sealed: all talk there belongs to a stage of one of these. */
export async function assignmentsEverywhere(databaseUrl: string): Promise<void> {
  await query(
    databaseUrl,
    `with year as (
      insert into assignments (organisation_id, id, cohort_id, protocol_key, protocol_version, opens_at, due_at, due_by, created_by)
      select c.organisation_id, gen_random_uuid(), c.id, 'tried', 1, now() - n * interval '14 days' - interval '1 day',
        now() - n * interval '14 days' + interval '9 days', 'rule', m.person_id
      from cohorts c cross join generate_series(0, 25) n
      join lateral (select person_id from memberships where cohort_id = c.id limit 1) m on true
      returning organisation_id, id, cohort_id, opens_at
    ), stages as (
      insert into assignment_stages (organisation_id, id, assignment_id, seq, key, name, prompt, who_posts, gate, anchor, kinds,
        opens_pct, closes_pct, min_posts, room_minutes)
      select organisation_id, gen_random_uuid(), id, seq, 'stage', '{"en":"","es":""}', '{"en":"","es":""}', 'all',
        case seq when 1 then 'own post first' else 'open' end, 'optional', '{}', 0, 100, 1, 1
      from year cross join generate_series(1, 3) seq returning id, assignment_id, seq
    ), clips as (
      insert into assignment_clips (organisation_id, assignment_id, clip_id, position)
      select distinct on (y.id, g.clip_id) y.organisation_id, y.id, g.clip_id, 0 from year y
      join clip_grants g on g.cohort_id = y.cohort_id
    ), staged as (
      update threads t set stage_id = s.id from year y join stages s on s.assignment_id = y.id
      where y.cohort_id = t.cohort_id and s.seq = 1 + abs(hashtext(t.id::text)) % 3 and y.opens_at > now() - interval '14 days'
      returning t.id, t.stage_id
    )
    update comments c set stage_id = staged.stage_id from staged where staged.id = c.thread_id`,
  )
}

export const join = async (db: Db, who: Person, cohortId: CohortId): Promise<void> => {
  const { organisationId, personId } = who.viewer
  await db
    .insertInto('memberships')
    .values({ organisationId, cohortId, personId, part: 'participant' })
    .execute()
}

interface Said {
  readonly kind?: string
  readonly startMs?: number
  readonly body?: string
  readonly stageId?: string
  readonly clientKey?: string
  readonly mentions?: readonly string[]
}

/** Starts a thread; at a moment unless it is said otherwise, as a notice has to be. */
export const start = (who: Person, clipId: ClipId, cohortId: CohortId, said: Said = {}) =>
  who.post(`/api/v1/clips/${clipId}/threads`, {
    ...{ cohortId, kind: 'notice', startMs: 1_000, body: 'They counted on.', clientKey: randomUUID() },
    ...said,
  })

export const reply = (who: Person, threadId: string, said: Omit<Said, 'kind' | 'startMs'> = {}) =>
  who.post(`/api/v1/threads/${threadId}/comments`, { body: 'So they did.', clientKey: randomUUID(), ...said })

function fail(what: string): never {
  throw new Error(what)
}
