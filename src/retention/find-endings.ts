import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId, OrganisationId, PersonId } from '../platform/ids.ts'
import {
  addDays,
  type Day,
  dayIn,
  type Ending,
  type EndRule,
  endingOf,
  endsOn,
  type RetentionRule,
  usualDays,
  warningsDue,
} from './ending-dates.ts'

export interface ClipEnding extends Ending {
  readonly id: ClipId
  readonly organisationId: OrganisationId
  readonly ownerId: PersonId
  readonly endsOn: Day
  readonly today: Day
  readonly keptUntil: Day | null
  /** While it is published as an exemplar, the first day on which it is none. */
  readonly exemplarUntil: Day | null
  readonly wasShared: boolean
  /** Warnings to be given today, as days before the end. */
  readonly toTell: readonly number[]
  /** Nothing holds it, and nobody is at work on it. */
  readonly mayEnd: boolean
}

interface Row {
  id: ClipId
  organisationId: OrganisationId
  ownerId: PersonId
  createdAt: Date
  sharedAt: Date | null
  withdrawnAt: Date | null
  untilOn: Day | null
  exemplarUntil: Date | null
  zone: string
  schoolYearEnds: string
  days: Partial<Record<RetentionRule, number>> | null
  told: { rule: EndRule; dueOn: Day; daysBefore: number; toldAt: string }[]
  mayEnd: boolean
  now: Date
}

/** How the clips of one owner, or one clip, come to their end, as things stand. Purged ones have come to theirs. */
export async function findEndings(
  db: Db,
  of: { readonly ownerId: PersonId } | { readonly clipId: ClipId },
): Promise<ClipEnding[]> {
  const which = 'ownerId' in of ? sql`clips.owner_id = ${of.ownerId}` : sql`clips.id = ${of.clipId}`
  return (await rowsOf(db, which)).map(read)
}

function read(row: Row): ClipEnding {
  const { id, organisationId, ownerId, zone, untilOn: keptUntil, mayEnd } = row
  const dayOf = (at: Date | null) => (at === null ? null : dayIn(at, zone))
  const today = dayIn(row.now, zone)
  // It is the end of a day where the owner works, which may be within this one here.
  const exemplarUntil = row.exemplarUntil === null ? null : addDays(dayIn(row.exemplarUntil, zone), 1)
  const life = {
    createdOn: dayIn(row.createdAt, zone),
    sharedOn: dayOf(row.sharedAt),
    withdrawnOn: dayOf(row.withdrawnAt),
    ...{ keptUntil, exemplarUntil },
  }
  const ending = endingOf(life, { ...usualDays, ...row.days }, row.schoolYearEnds)
  const told = row.told.filter(({ rule, dueOn }) => rule === ending.rule && dueOn === ending.dueOn)
  const toldOn = told.map(({ toldAt }) => dayIn(new Date(toldAt), zone)).toSorted()[0] ?? null
  const given = told.map(({ daysBefore }) => daysBefore)
  return {
    ...{ id, organisationId, ownerId, ...ending, today, keptUntil, exemplarUntil, mayEnd },
    endsOn: endsOn(ending, toldOn, today),
    wasShared: row.sharedAt !== null,
    toTell: warningsDue(ending, given, today),
  }
}

/** `now()` is when the transaction began, so that one look stands on one day. */
async function rowsOf(db: Db, which: RawBuilder<unknown>): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select clips.id, clips.organisation_id, clips.owner_id, clips.created_at, clip_withdrawals.withdrawn_at,
      clip_keepings.until_on, organisations.zone, organisations.school_year_ends, now() as now,
      greatest((select max(granted_at) from clip_grants where clip_grants.clip_id = clips.id),
        (select max(opened_at) from clip_audiences where clip_audiences.clip_id = clips.id)) as shared_at,
      (select until from clip_audiences where clip_audiences.clip_id = clips.id
        and clip_audiences.closed_at is null and clip_audiences.until > now()) as exemplar_until,
      (select jsonb_object_agg(rule, days) from retention_rules
        where retention_rules.organisation_id = clips.organisation_id) as days,
      (select coalesce(jsonb_agg(jsonb_build_object(
          'rule', rule, 'dueOn', due_on, 'daysBefore', days_before, 'toldAt', told_at)), '[]')
        from retention_notices where retention_notices.clip_id = clips.id) as told,
      (clips.state in ('ready', 'failed') or (clips.state = 'watchable' and clips.failure_code is not null))
        and not exists (select from legal_holds where legal_holds.clip_id = clips.id and lifted_at is null) as may_end
    from clips
    join organisations on organisations.id = clips.organisation_id
    left join clip_withdrawals on clip_withdrawals.clip_id = clips.id
    left join clip_keepings on clip_keepings.clip_id = clips.id
    where ${which} and not exists (select from clip_purges where clip_purges.clip_id = clips.id)
    order by clips.id`.execute(db)
  return rows
}
