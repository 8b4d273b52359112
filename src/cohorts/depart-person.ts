import { appendAudit } from '../identity/append-audit.ts'
import { findPerson } from '../identity/find-person.ts'
import { requireRole } from '../identity/find-roles.ts'
import { holdAdministrators, keepAnAdministrator } from '../identity/keep-administrator.ts'
import { markDeparted } from '../identity/mark-departed.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { PersonId } from '../platform/ids.ts'
import { leaveAllCohorts } from './leave-all-cohorts.ts'

/**
 * An administrator notes that somebody left the organisation: from the commit on nobody acts as them and nothing shared
 * with their cohorts is within their reach. What they said and shared stays. Refuses (409) the last administrator.
 */
export const departPerson = (db: Db, viewer: Viewer, personId: PersonId): Promise<void> =>
  db.transaction().execute(async (trx) => {
    await holdAdministrators(trx, viewer.organisationId)
    await requireRole(trx, viewer, 'administrator')
    const person = await findPerson(trx, viewer, personId)
    if (!(await markDeparted(trx, person.id))) return
    await leaveAllCohorts(trx, person.id)
    await keepAnAdministrator(trx, viewer.organisationId)
    await appendAudit(trx, viewer, 'depart-person', { personId })
  })
