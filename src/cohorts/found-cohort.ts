import { appendAudit } from '../identity/append-audit.ts'
import { holdActivePerson } from '../identity/find-person.ts'
import { findRoles } from '../identity/find-roles.ts'
import { findSite } from '../identity/find-sites.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { CohortId, PersonId } from '../platform/ids.ts'
import { announceReach } from '../platform/live/changes.ts'
import { authorize, malformed } from '../platform/problems.ts'
import { trimmed, wordsOf } from '../platform/words.ts'
import { requireLeader } from './add-member.ts'
import { createCohort } from './create-cohort.ts'
import { isLeader, mayFound } from './policy.ts'
import type { FoundCohort } from './schemas.ts'

/**
 * Founds a cohort. Teacher leaders and program coaches facilitate what they found; an administrator names who does, and is
 * in it only if they name themself: it is new, so there is nothing in it yet to come at.
 */
export const foundCohort = (
  db: Db,
  viewer: Viewer,
  { name, focus, norms, kind = 'cohort', siteId = null, facilitatorId }: FoundCohort,
): Promise<CohortId> =>
  db.transaction().execute(async (trx) => {
    const { organisationId, personId: ownId } = viewer
    const roles = await findRoles(trx, viewer)
    authorize(mayFound(roles), 'Teacher leaders, program coaches and administrators found cohorts.')
    const personId = facilitatorId ?? (isLeader(roles) ? ownId : nobodyNamed())
    authorize(
      personId === ownId || roles.includes('administrator'),
      'Only administrators found a cohort for somebody else.',
    )
    await holdActivePerson(trx, viewer, personId)
    if (siteId) await findSite(trx, viewer, siteId)
    if (kind === 'leaders') await requireLeader(trx, viewer, personId)
    const members = [{ personId, part: 'facilitator' as const }]
    const about = { name: trimmed(name), focus: wordsOf(focus), norms: wordsOf(norms), kind, siteId }
    const cohortId = await createCohort(trx, { organisationId, ...about, members })
    await announceReach(trx, personId)
    if (!isLeader(roles) || personId !== ownId) {
      await appendAudit(trx, viewer, 'found-cohort', { cohortId, facilitatorId: personId })
    }
    return cohortId
  })

const nobodyNamed = (): PersonId => malformed('facilitator-missing', 'Please say who facilitates the cohort.')
