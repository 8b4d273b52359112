import { sql } from 'kysely'
import { requireRole } from '../identity/find-roles.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { OrganisationId } from '../platform/ids.ts'
import { conflict, notFound } from '../platform/problems.ts'
import type { Report, ReportCell, ReportQuery } from './schemas.ts'
import { takeSnapshot } from './take-snapshot.ts'

/** One month's counts, as far as the viewer's office goes. Asking for a month the first time makes them, once for all. */
export async function findReport(db: Db, viewer: Viewer, { month, by }: ReportQuery): Promise<Report> {
  await requireRole(db, viewer, 'administrator', 'site leader', 'district partner')
  const period = await findPeriod(db, viewer.organisationId, month)
  await takeSnapshot(db, viewer.organisationId, month, period)
  const snapshot = await db
    .selectFrom('reportSnapshots')
    .select(['k', 'cells', 'madeAt'])
    .where('organisationId', '=', viewer.organisationId)
    .where('month', '=', month)
    .where('by', '=', by)
    .executeTakeFirstOrThrow()
  const sites = await sitesOf(db, viewer)
  const cells = snapshot.cells as readonly ReportCell[]
  return {
    ...{ month, by, k: snapshot.k, madeAt: snapshot.madeAt.toISOString() },
    cells: sites === 'all' ? [...cells] : cells.filter(({ siteId }) => siteId !== null && sites.has(siteId)),
  }
}

/** From when until when a month goes where the organisation is; refuses one that is not over, or was before its time. */
async function findPeriod(db: Db, organisationId: OrganisationId, month: string) {
  const { rows } = await sql<{ from: Date; to: Date; isOver: boolean; isTooOld: boolean }>`
    select s.start at time zone zone as "from", (s.start + interval '1 month') at time zone zone as "to",
      -- A day later nothing that began in the month is still being written.
      now() > (s.start + interval '1 month 1 day') at time zone zone as is_over,
      (s.start + interval '1 month') at time zone zone <= created_at as is_too_old
    from organisations, (select ${`${month}-01`}::timestamp as start) s where id = ${organisationId}`.execute(
    db,
  )
  const [period] = rows
  if (!period || period.isTooOld) return notFound('report')
  if (!period.isOver) conflict('month-not-over', 'Counts are made once a month is over, a day later.')
  return period
}

/** The sites whose counts go to the viewer's offices. */
async function sitesOf(db: Db, { personId }: Viewer): Promise<'all' | ReadonlySet<string>> {
  const offices = await db
    .selectFrom('roleGrants')
    .leftJoin('sites', (join) =>
      join.on(({ or, eb, ref }) =>
        or([
          eb('sites.id', '=', ref('roleGrants.siteId')),
          eb('sites.districtId', '=', ref('roleGrants.districtId')),
        ]),
      ),
    )
    .select(['role', 'sites.id'])
    .where('personId', '=', personId)
    .execute()
  if (offices.some(({ role }) => role === 'administrator')) return 'all'
  return new Set(offices.flatMap(({ id }) => (id === null ? [] : [id])))
}
