import { sql } from 'kysely'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId, GrantId } from '../platform/ids.ts'
import { announce } from '../platform/live/changes.ts'
import { notFound } from '../platform/problems.ts'
import { appendLedger } from './append-ledger.ts'
import { termsOf } from './grant-clip.ts'
import { settleTurn } from './settle-turn.ts'

/** Ends a grant of the clip, in a transaction that locked its terms. Answers false where it had ended before. */
export async function writeRevocation(
  db: Db,
  { organisationId, personId }: Viewer,
  clipId: ClipId,
  grantId: GrantId,
): Promise<boolean> {
  const ofClip = await db
    .selectFrom('clipGrants')
    .select('id')
    .where('id', '=', grantId)
    .where('clipId', '=', clipId)
    .executeTakeFirst()
  if (!ofClip) return notFound('grant')
  const grant = await db
    .updateTable('clipGrants')
    .set({ revokedAt: sql<Date>`now()` })
    .where('id', '=', grantId)
    .where('revokedAt', 'is', null)
    .returningAll()
    .executeTakeFirst()
  if (!grant) return false
  await settleTurn(db, clipId)
  await announce(db, { clipId, what: 'clip' })
  await appendLedger(db, {
    ...{ organisationId, clipId, personId, cohortId: grant.cohortId },
    what: 'revoke',
    detail: termsOf(grant),
  })
  return true
}
