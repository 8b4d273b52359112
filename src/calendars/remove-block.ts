import { appendAudit } from '../identity/append-audit.ts'
import { requireRole } from '../identity/find-roles.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { CalendarBlockId } from '../platform/ids.ts'
import { notFound } from '../platform/problems.ts'

/** An administrator gives days back. */
export const removeBlock = (db: Db, viewer: Viewer, id: CalendarBlockId): Promise<void> =>
  db.transaction().execute(async (trx) => {
    await requireRole(trx, viewer, 'administrator')
    const removed = await trx
      .deleteFrom('calendarBlocks')
      .where('organisationId', '=', viewer.organisationId)
      .where('id', '=', id)
      .returning(['districtId', 'siteId'])
      .executeTakeFirst()
    if (!removed) return notFound('block')
    await appendAudit(trx, viewer, 'remove-calendar-block', { blockId: id, ...removed })
  })
