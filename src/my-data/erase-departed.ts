import { appendAudit } from '../identity/append-audit.ts'
import { requireRole } from '../identity/find-roles.ts'
import { holdAdministrators } from '../identity/keep-administrator.ts'
import type { Viewer } from '../identity/viewer.ts'
import { inTransaction } from '../platform/db/in-transaction.ts'
import type { Db } from '../platform/db/schema.ts'
import type { PersonId } from '../platform/ids.ts'
import { conflict, notFound } from '../platform/problems.ts'
import { erasePerson } from './erase-person.ts'

/** An administrator erases somebody who left. What they said stays where the organisation keeps it. Twice is once. */
export async function eraseDeparted(db: Db, viewer: Viewer, personId: PersonId): Promise<void> {
  await requireRole(db, viewer, 'administrator')
  await inTransaction(db, async (trx) => {
    await holdAdministrators(trx, viewer.organisationId)
    const person = await trx
      .selectFrom('people')
      .select('state')
      .where('id', '=', personId)
      .where('organisationId', '=', viewer.organisationId)
      .forUpdate()
      .executeTakeFirst()
    if (!person) return notFound('person')
    if (person.state === 'active') {
      conflict('not-departed', 'Only somebody who left can be erased. Please note their departure first.')
    }
    if (await erasePerson(trx, personId)) await appendAudit(trx, viewer, 'erase-person', { personId })
  })
}
