import { appendAudit } from '../identity/append-audit.ts'
import { findDistrict } from '../identity/find-districts.ts'
import { requireRole } from '../identity/find-roles.ts'
import { findSite } from '../identity/find-sites.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import { type CalendarBlockId, newId } from '../platform/ids.ts'
import { malformed } from '../platform/problems.ts'
import { trimmed } from '../platform/words.ts'
import type { AddBlock, CalendarBlock } from './schemas.ts'

/** An administrator keeps days free: of one site, of a district, or of all. Meetings that were planned stay. */
export const addBlock = (
  db: Db,
  viewer: Viewer,
  { kind, name, startsOn, endsOn, districtId = null, siteId = null }: AddBlock,
): Promise<CalendarBlock> =>
  db.transaction().execute(async (trx) => {
    await requireRole(trx, viewer, 'administrator')
    if (endsOn < startsOn) malformed('bad-days', 'The last day is before the first.')
    if (districtId && siteId) malformed('bad-site', 'Please name a district or a site, not both.')
    if (districtId) await findDistrict(trx, viewer, districtId)
    if (siteId) await findSite(trx, viewer, siteId)
    const block = {
      ...{ id: newId<CalendarBlockId>(), kind, name: trimmed(name), startsOn, endsOn, districtId, siteId },
    }
    await trx
      .insertInto('calendarBlocks')
      .values({ organisationId: viewer.organisationId, ...block })
      .execute()
    await appendAudit(trx, viewer, 'add-calendar-block', { blockId: block.id, districtId, siteId })
    return block
  })
