import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'
import { requireOwnLedger } from './find-ledger.ts'
import type { VerifiedLedger } from './ledger-schemas.ts'
import { verifyChain } from './verify-ledger.ts'

/** Computes the chain of the viewer's own clip anew, and says whether it holds. */
export async function verifyOwnLedger(db: Db, viewer: Viewer, clipId: ClipId): Promise<VerifiedLedger> {
  await requireOwnLedger(db, viewer, clipId)
  const { rows, head, broken } = await verifyChain(db, clipId)
  return { rows, head, broken }
}
