import { requireRole } from '../identity/find-roles.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import { retentionRules, usualDays } from './ending-dates.ts'
import type { RetentionRules } from './schemas.ts'

/** For how long the organisation keeps things, for its administrators and privacy officers. */
export async function findRules(db: Db, viewer: Viewer): Promise<RetentionRules> {
  await requireRole(db, viewer, 'administrator', 'privacy officer')
  const [chosen, organisation] = await Promise.all([
    db
      .selectFrom('retentionRules')
      .select(['rule', 'days'])
      .where('organisationId', '=', viewer.organisationId)
      .execute(),
    db
      .selectFrom('organisations')
      .select(['schoolYearEnds', 'zone'])
      .where('id', '=', viewer.organisationId)
      .executeTakeFirstOrThrow(),
  ])
  return {
    ...organisation,
    rules: retentionRules.map((rule) => ({
      rule,
      days: chosen.find((row) => row.rule === rule)?.days ?? usualDays[rule],
      usualDays: usualDays[rule],
    })),
  }
}
