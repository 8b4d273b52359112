import { type SqlBool, sql } from 'kysely'
import { isUuid, type PageRequest, pageOf, readCursor, usualLimit } from '../platform/db/page.ts'
import type { Db } from '../platform/db/schema.ts'
import type { PersonId } from '../platform/ids.ts'
import { requireRole } from './find-roles.ts'
import type { Viewer } from './viewer.ts'

const isPairKey = (value: unknown): value is [string, string] =>
  Array.isArray(value) && value.length === 2 && value.every(isUuid)

interface Asked extends PageRequest {
  readonly personId?: PersonId | undefined
}

/** Who rates whom for employment here, or only whom one person rates and is rated by. For administrators. */
export async function findEvaluators(db: Db, viewer: Viewer, { limit = usualLimit, after, personId }: Asked) {
  await requireRole(db, viewer, 'administrator')
  const cursor = after === undefined ? undefined : readCursor(after, isPairKey)
  const rows = await db
    .selectFrom('evaluators')
    .innerJoin('people as evaluator', 'evaluator.id', 'evaluators.evaluatorId')
    .innerJoin('people as evaluatee', 'evaluatee.id', 'evaluators.evaluateeId')
    .select(['evaluatorId', 'evaluateeId', 'source', 'notedAt'])
    .select(['evaluator.name as evaluatorName', 'evaluatee.name as evaluateeName'])
    .where('evaluators.organisationId', '=', viewer.organisationId)
    .$if(personId !== undefined, (query) =>
      query.where(({ or, eb }) =>
        or([eb('evaluatorId', '=', personId as PersonId), eb('evaluateeId', '=', personId as PersonId)]),
      ),
    )
    .$if(cursor !== undefined, (query) =>
      query.where(sql<SqlBool>`(evaluatee_id, evaluator_id) > (${cursor?.[0]}, ${cursor?.[1]})`),
    )
    .orderBy('evaluateeId')
    .orderBy('evaluatorId')
    .limit(limit + 1)
    .execute()
  const { items, next } = pageOf(rows, limit, (row) => [row.evaluateeId, row.evaluatorId])
  return {
    items: items.map((row) => ({
      evaluator: { id: row.evaluatorId, name: row.evaluatorName },
      evaluatee: { id: row.evaluateeId, name: row.evaluateeName },
      source: row.source,
      notedAt: row.notedAt.toISOString(),
    })),
    next,
  }
}
