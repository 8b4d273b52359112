import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import { type ClipId, type CohortId, type GrantId, newId, type PolicyId } from '../platform/ids.ts'
import { announce } from '../platform/live/changes.ts'
import { appendLedger } from './append-ledger.ts'
import { lockTerms } from './lock-terms.ts'
import { settleTurn } from './settle-turn.ts'

interface Terms {
  readonly cohortId: CohortId
  readonly canComment: boolean
  readonly canDownload?: boolean
  /** The consent text the owner was shown, where there is one. */
  readonly policy?: { readonly id: PolicyId; readonly textHash: Buffer } | undefined
}

/**
 * Writes the owner's grant, in the caller's transaction; one that stands already is changed, never doubled. The same
 * terms again change nothing.
 */
export async function grantClip(
  db: Db,
  { organisationId, personId }: Viewer,
  clipId: ClipId,
  { cohortId, canComment, canDownload = false, policy }: Terms,
) {
  await lockTerms(db, clipId)
  const standing = await findLiveGrant(db, clipId, cohortId)
  const terms = {
    canComment,
    canDownload,
    policyId: policy?.id ?? null,
    policyHash: policy?.textHash ?? null,
  }
  if (standing && detailOf({ ...standing, ...terms }) === detailOf(standing)) return standing
  const grant = standing
    ? await db
        .updateTable('clipGrants')
        .set(terms)
        .where('id', '=', standing.id)
        .returningAll()
        .executeTakeFirstOrThrow()
    : await db
        .insertInto('clipGrants')
        .values({
          ...{ organisationId, id: newId<GrantId>(), clipId, cohortId, grantedBy: personId },
          ...terms,
        })
        .returningAll()
        .executeTakeFirstOrThrow()
  await settleTurn(db, clipId)
  await announce(db, { clipId, what: 'clip' })
  await appendLedger(db, {
    ...{ organisationId, clipId, personId, cohortId },
    what: standing ? 'change grant' : 'share',
    detail: termsOf(grant),
  })
  return grant
}

export const findLiveGrant = (db: Db, clipId: ClipId, cohortId: CohortId) =>
  db
    .selectFrom('clipGrants')
    .selectAll()
    .where('clipId', '=', clipId)
    .where('cohortId', '=', cohortId)
    .where('revokedAt', 'is', null)
    .executeTakeFirst()

interface GrantTerms {
  readonly id: GrantId
  readonly canComment: boolean
  readonly canDownload: boolean
  readonly policyHash: Buffer | null
}

/** A grant as the ledger tells of it. */
export const termsOf = ({ id, canComment, canDownload, policyHash }: GrantTerms) => ({
  ...{ grantId: id, canComment, canDownload },
  policyHash: policyHash?.toString('hex') ?? null,
})

const detailOf = (grant: GrantTerms & { readonly policyId: PolicyId | null }): string =>
  JSON.stringify([termsOf(grant), grant.policyId])
