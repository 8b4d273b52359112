import { administeredKinds } from '../cohorts/kinds.ts'
import { appendAudit } from '../identity/append-audit.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId, GrantId } from '../platform/ids.ts'
import { notFound } from '../platform/problems.ts'
import { actForPrivacy } from './act-for-privacy.ts'
import { writeRevocation } from './write-revocation.ts'
import { writeWithdrawal } from './write-withdrawal.ts'

/** A privacy officer takes a clip back from everybody but its owner. Bringing it back is the owner's. Twice is once. */
export async function withdrawForPrivacy(db: Db, viewer: Viewer, clipId: ClipId): Promise<void> {
  await actForPrivacy(db, viewer, clipId, async (trx) => {
    if (await writeWithdrawal(trx, viewer, clipId))
      await appendAudit(trx, viewer, 'withdraw-clip', { clipId })
  })
}

/**
 * A privacy officer ends one cohort's sight of a clip. Twice is once. Of coaching they know nothing, so it ends there with
 * a withdrawal alone.
 */
export async function revokeForPrivacy(
  db: Db,
  viewer: Viewer,
  clipId: ClipId,
  grantId: GrantId,
): Promise<void> {
  await actForPrivacy(db, viewer, clipId, async (trx) => {
    const known = await trx
      .selectFrom('clipGrants')
      .innerJoin('cohorts', 'cohorts.id', 'clipGrants.cohortId')
      .select('clipGrants.id')
      .where('clipGrants.id', '=', grantId)
      .where('cohorts.kind', 'in', administeredKinds)
      .executeTakeFirst()
    if (!known) notFound('grant')
    if (await writeRevocation(trx, viewer, clipId, grantId))
      await appendAudit(trx, viewer, 'revoke-grant', { clipId, grantId })
  })
}
