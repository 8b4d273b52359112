import { appendAudit } from '../identity/append-audit.ts'
import { requireRole } from '../identity/find-roles.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import { malformed } from '../platform/problems.ts'
import { findRules } from './find-rules.ts'
import type { RetentionRules, SetRules } from './schemas.ts'

/** An administrator changes how long things are kept. What is not named stays as it is. */
export async function setRules(db: Db, viewer: Viewer, { rules }: SetRules): Promise<RetentionRules> {
  await requireRole(db, viewer, 'administrator')
  const { organisationId } = viewer
  if (new Set(rules.map(({ rule }) => rule)).size < rules.length) {
    malformed('rule-twice', 'Please name each rule once.')
  }
  await db.transaction().execute(async (trx) => {
    await trx
      .insertInto('retentionRules')
      .values(rules.map(({ rule, days }) => ({ organisationId, rule, days })))
      .onConflict((conflict) =>
        conflict.columns(['organisationId', 'rule']).doUpdateSet((eb) => ({ days: eb.ref('excluded.days') })),
      )
      .execute()
    const detail = Object.fromEntries(rules.map(({ rule, days }) => [rule, days]))
    await appendAudit(trx, viewer, 'set-retention', detail)
  })
  return findRules(db, viewer)
}
