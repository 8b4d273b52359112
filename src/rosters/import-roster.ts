import { sql } from 'kysely'
import { appendAudit } from '../identity/append-audit.ts'
import { requireRole } from '../identity/find-roles.ts'
import type { Viewer } from '../identity/viewer.ts'
import { brokeConstraint } from '../platform/db/constraint.ts'
import type { Db } from '../platform/db/schema.ts'
import { newId, type RosterImportId } from '../platform/ids.ts'
import { conflict } from '../platform/problems.ts'
import { applyPlan } from './apply-plan.ts'
import { findKnown, findKnownNames } from './find-known.ts'
import { planImport } from './plan-import.ts'
import { type Roster, RosterErrors } from './roster.ts'
import type { RosterReport } from './schemas.ts'

interface Import {
  readonly source: string
  readonly dryRun: boolean
  /** Reads the list. `known` is what the source calls the people it brought before. */
  readonly read: (errors: RosterErrors, known: ReadonlySet<string>) => Promise<Roster>
}

/**
 * Brings the organisation's people in line with a list, all of it or, where anything in it is wrong, nothing: then the
 * report has errors. The same list again changes nothing. Lists of one organisation wait for one another.
 */
export async function importRoster(
  db: Db,
  viewer: Viewer,
  { source, dryRun, read }: Import,
): Promise<RosterReport> {
  await requireRole(db, viewer, 'administrator', 'roster manager')
  const errors = new RosterErrors()
  const roster = await read(errors, await findKnownNames(db, viewer, source))
  try {
    return await db.transaction().execute(async (trx) => {
      if (!dryRun) {
        const one = `roster ${viewer.organisationId}`
        await sql`select pg_advisory_xact_lock(hashtextextended(${one}, 0))`.execute(trx)
      }
      const known = await findKnown(trx, viewer, source)
      const { plan, report } = planImport(roster, known, errors, viewer.personId)
      if (dryRun || errors.any) return { dryRun, ...report }
      await applyPlan(trx, viewer, source, plan)
      const id = newId<RosterImportId>()
      const { firstChanges: _, errors: __, ...counts } = report
      await trx
        .insertInto('rosterImports')
        .values({
          ...{ organisationId: viewer.organisationId, id, importedBy: viewer.personId, source },
          counts: JSON.stringify(counts),
        })
        .execute()
      await appendAudit(trx, viewer, 'import-roster', {
        rosterImportId: id,
        ...{ added: report.toAdd, changed: report.toChange, departed: report.toDepart },
      })
      return { dryRun, ...report }
    })
  } catch (error) {
    if (!brokeConstraint(error, 'people_by_email') && !brokeConstraint(error, 'one_live_membership'))
      throw error
    return conflict('roster-overtaken', 'Somebody changed people here just now. Please send the list again.')
  }
}
