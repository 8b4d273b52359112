import { sql } from 'kysely'
import type { Db } from '../platform/db/schema.ts'
import type { TermId } from '../platform/ids.ts'
import { writeWords } from './write-words.ts'

/** By which words exemplars are found that are about these terms, once those were changed. */
export async function writeTaggedWords(db: Db, termIds: readonly TermId[]): Promise<void> {
  const tagged = await db
    .selectFrom('exemplarTags')
    .select('exemplarId')
    .distinct()
    .where('termId', '=', sql<TermId>`any(${termIds}::uuid[])`)
    .execute()
  await writeWords(db, ...tagged.map(({ exemplarId }) => exemplarId))
}
