import type { Db } from '../platform/db/schema.ts'
import { announceReach } from '../platform/live/changes.ts'
import { malformed } from '../platform/problems.ts'
import type { EvaluatorPair } from './administration-schemas.ts'
import { appendAudit } from './append-audit.ts'
import { findPerson } from './find-person.ts'
import { requireRole } from './find-roles.ts'
import type { Viewer } from './viewer.ts'

/**
 * An administrator notes that one person rates another for employment. From the commit on, the first sees the second's
 * clips through no grant until the owner agrees to it by name, whatever was shared before.
 */
export const noteEvaluator = (
  db: Db,
  viewer: Viewer,
  { evaluatorId, evaluateeId }: EvaluatorPair,
): Promise<void> =>
  db.transaction().execute(async (trx) => {
    await requireRole(trx, viewer, 'administrator')
    for (const id of [evaluatorId, evaluateeId]) await findPerson(trx, viewer, id)
    if (evaluatorId === evaluateeId) malformed('same-person', 'Nobody rates themself.')
    const noted = await trx
      .insertInto('evaluators')
      .values({ organisationId: viewer.organisationId, evaluatorId, evaluateeId, source: 'set' })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    if (noted.numInsertedOrUpdatedRows === 0n) return
    await announceReach(trx, evaluatorId)
    await appendAudit(trx, viewer, 'note-evaluator', { evaluatorId, evaluateeId })
  })
