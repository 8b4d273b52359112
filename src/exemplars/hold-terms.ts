import { sql } from 'kysely'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import { authorize } from '../platform/problems.ts'
import { curatesHere } from './is-curator.ts'

/**
 * Lets one transaction at a time change the organisation's terms, before it locks any of them. Refuses with 403 who does
 * not curate for everybody here.
 */
export async function holdTerms(trx: Db, viewer: Viewer): Promise<void> {
  authorize(
    await curatesHere(trx, viewer),
    'Only teacher leaders and program coaches choose the words that exemplars are found by.',
  )
  await waitForTerms(trx, viewer)
}

/** The same, of who may was settled before. */
export async function waitForTerms(trx: Db, { organisationId }: Viewer): Promise<void> {
  const one = `terms ${organisationId}`
  await sql`select pg_advisory_xact_lock(hashtextextended(${one}, 0))`.execute(trx)
}
