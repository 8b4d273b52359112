import { appendAudit } from '../identity/append-audit.ts'
import { findDistrict } from '../identity/find-districts.ts'
import { requireRole } from '../identity/find-roles.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import { newId, type WorkAgreementId } from '../platform/ids.ts'
import { malformed } from '../platform/problems.ts'
import type { WorkAgreement } from './schemas.ts'

/** An administrator writes down what was agreed on hours, for a district or for the rest. */
export const setAgreement = (
  db: Db,
  viewer: Viewer,
  { districtId, ...agreed }: WorkAgreement,
): Promise<void> =>
  db.transaction().execute(async (trx) => {
    await requireRole(trx, viewer, 'administrator')
    if ((agreed.quietFrom === null) !== (agreed.quietUntil === null)) {
      malformed('bad-hours', 'Quiet hours need a start and an end.')
    }
    if (agreed.quietFrom !== null && agreed.quietFrom === agreed.quietUntil) {
      malformed('bad-hours', 'Quiet hours end at another time than they start.')
    }
    if (districtId) await findDistrict(trx, viewer, districtId)
    await trx
      .insertInto('workAgreements')
      .values({
        organisationId: viewer.organisationId,
        id: newId<WorkAgreementId>(),
        districtId,
        ...agreed,
      })
      .onConflict((conflict) => conflict.columns(['organisationId', 'districtId']).doUpdateSet(agreed))
      .execute()
    await appendAudit(trx, viewer, 'set-work-agreement', { districtId })
  })
