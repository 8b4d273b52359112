import { chainStart, commitTo, hashLink } from '../platform/db/hash-chain.ts'
import { inPieces } from '../platform/db/in-pieces.ts'
import type { Db } from '../platform/db/schema.ts'
import {
  type ClipId,
  type CohortId,
  type GrantId,
  newId,
  type OrganisationId,
  type PersonId,
} from '../platform/ids.ts'

export interface FirstShare {
  readonly clipId: ClipId
  readonly ownerId: PersonId
  readonly cohortId: CohortId
  readonly at: Date
}

/**
 * Shares many new clips for the first time, each with one cohort, in the caller's transaction; their ledgers begin with
 * it. `writeReadyClips` made the clips just before.
 */
export async function writeShares(
  db: Db,
  organisationId: OrganisationId,
  shares: readonly FirstShare[],
): Promise<void> {
  for (const piece of inPieces(shares)) {
    await db
      .insertInto('clipGrants')
      .values(
        piece.map(({ clipId, ownerId, cohortId, at }) => ({
          ...{ organisationId, id: newId<GrantId>(), clipId, cohortId, grantedBy: ownerId, canComment: true },
          grantedAt: at,
        })),
      )
      .execute()
    const entries = piece.map(({ clipId, ownerId, cohortId, at }) => {
      const person = commitTo(ownerId)
      const fields = [organisationId, clipId, 1, at.toISOString(), 'share', cohortId]
      return {
        ...{ organisationId, clipId, seq: 1, at, what: 'share' as const, personId: ownerId, cohortId },
        ...{ personSalt: person.salt, personHash: person.hash, detail: null, previousHash: chainStart },
        hash: hashLink(chainStart, { personHash: person.hash, fields, detail: undefined }),
      }
    })
    await db.insertInto('ledger').values(entries).execute()
    await db
      .insertInto('ledgerHeads')
      .values(entries.map(({ clipId, hash }) => ({ organisationId, clipId, seq: 1, hash })))
      .execute()
  }
}
