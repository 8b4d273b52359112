import type { Db } from '../platform/db/schema.ts'
import { malformed } from '../platform/problems.ts'
import { trimmed } from '../platform/words.ts'
import type { ChangeOrganisation, Organisation } from './administration-schemas.ts'
import { appendAudit } from './append-audit.ts'
import { findOrganisation } from './find-organisation.ts'
import { requireRole } from './find-roles.ts'
import type { Viewer } from './viewer.ts'
import { checkZone } from './zones.ts'

/** An administrator settles what holds for the whole organisation; what is not given stays. */
export const changeOrganisation = (
  db: Db,
  viewer: Viewer,
  { name, ...settings }: ChangeOrganisation,
): Promise<Organisation> =>
  db.transaction().execute(async (trx) => {
    await requireRole(trx, viewer, 'administrator')
    if (settings.zone !== undefined) checkZone(settings.zone)
    if (settings.schoolYearEnds !== undefined) checkDay(settings.schoolYearEnds)
    const changes = { ...settings, ...(name !== undefined && { name: trimmed(name) }) }
    if (Object.keys(changes).length > 0) {
      await trx.updateTable('organisations').set(changes).where('id', '=', viewer.organisationId).execute()
      await appendAudit(trx, viewer, 'change-organisation', settings)
    }
    return findOrganisation(trx, viewer)
  })

/** Month and day that every year has. */
function checkDay(day: string): void {
  const date = new Date(`2023-${day}T00:00:00Z`)
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(5, 10) !== day) {
    malformed('bad-day', 'The school year ends on a month and day, such as 06-30.')
  }
}
