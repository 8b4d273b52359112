import type { Db } from '../platform/db/schema.ts'
import type { PersonId } from '../platform/ids.ts'
import { appendAudit } from './append-audit.ts'
import { findPerson } from './find-person.ts'
import { requireRole } from './find-roles.ts'
import { markReturned } from './mark-departed.ts'
import type { Viewer } from './viewer.ts'

/** An administrator notes that somebody is back. They can sign in; roles and cohorts they are given anew. */
export const returnPerson = (db: Db, viewer: Viewer, personId: PersonId): Promise<void> =>
  db.transaction().execute(async (trx) => {
    await requireRole(trx, viewer, 'administrator')
    const person = await findPerson(trx, viewer, personId)
    if (await markReturned(trx, person.id)) await appendAudit(trx, viewer, 'return-person', { personId })
  })
