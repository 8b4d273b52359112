import type { Db } from '../platform/db/schema.ts'
import { announceReach } from '../platform/live/changes.ts'
import type { EvaluatorPair } from './administration-schemas.ts'
import { appendAudit } from './append-audit.ts'
import { findPerson } from './find-person.ts'
import { requireRole } from './find-roles.ts'
import type { Viewer } from './viewer.ts'

/** An administrator notes that one person no longer rates another. */
export const dropEvaluator = (
  db: Db,
  viewer: Viewer,
  { evaluatorId, evaluateeId }: EvaluatorPair,
): Promise<void> =>
  db.transaction().execute(async (trx) => {
    await requireRole(trx, viewer, 'administrator')
    for (const id of [evaluatorId, evaluateeId]) await findPerson(trx, viewer, id)
    const dropped = await trx
      .deleteFrom('evaluators')
      .where('evaluatorId', '=', evaluatorId)
      .where('evaluateeId', '=', evaluateeId)
      .executeTakeFirst()
    if (dropped.numDeletedRows === 0n) return
    await announceReach(trx, evaluatorId)
    await appendAudit(trx, viewer, 'drop-evaluator', { evaluatorId, evaluateeId })
  })
