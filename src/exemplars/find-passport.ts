import { sql } from 'kysely'
import { findAttestation } from '../clips/find-consent.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ExemplarId } from '../platform/ids.ts'
import { authorize } from '../platform/problems.ts'
import { composeReceipt, findPlaces } from './compose-receipt.ts'
import { findEnding } from './find-ending.ts'
import { type FoundExemplar, findExemplar } from './find-exemplar.ts'
import { findThanks } from './find-thanks.ts'
import type { Passport, Receipt } from './schemas.ts'
import { showExemplar } from './show-exemplar.ts'

/** Everything about an owner's clip as an exemplar, for them alone; also when it is over. */
export async function findPassport(db: Db, viewer: Viewer, id: ExemplarId): Promise<Passport> {
  const found = await findExemplar(db, viewer, id)
  authorize(found.isOwn, 'Only the person whose clip it is can read that.')
  const [exemplar, clip, attestation, places, thanks, history, receipt] = await Promise.all([
    showExemplar(db, viewer, id),
    db.selectFrom('clips').select('title').where('id', '=', found.clipId).executeTakeFirstOrThrow(),
    findAttestation(db, found.clipId),
    findPlaces(db, found),
    findThanks(db, id),
    findHistory(db, found),
    findReceipt(db, found),
  ])
  return {
    ...{ exemplar, clipTitle: clip.title, attestation: attestation?.scope ?? null },
    ...places,
    ...{ thanks, history, receipt },
  }
}

/** As it is written, or as it will be: what is over is over before somebody came by to settle it. */
async function findReceipt(db: Db, found: FoundExemplar): Promise<Receipt | null> {
  if (found.receipt) return found.receipt as Receipt
  const ending = found.state === 'ended' ? await findEnding(db, found.id) : undefined
  return ending ? composeReceipt(db, found, ending) : null
}

const told = ['nominate', 'consent to exemplar', 'publish', 'unpublish'] as const

async function findHistory(db: Db, { id, clipId }: FoundExemplar): Promise<Passport['history']> {
  const rows = await db
    .selectFrom('ledger')
    .leftJoin('people', 'people.id', 'ledger.personId')
    .select(['ledger.at', 'ledger.what', 'people.id as whoId', 'people.name', 'people.state'])
    .select(sql<string | null>`ledger.detail ->> 'because'`.as('because'))
    .where('ledger.clipId', '=', clipId)
    .where('ledger.what', 'in', told)
    .where(sql<string>`ledger.detail ->> 'exemplarId'`, '=', id)
    .orderBy('ledger.seq', 'desc')
    .execute()
  return rows.map(({ at, what, whoId, name, state, because }) => ({
    at: at.toISOString(),
    what: what as (typeof told)[number],
    who: whoId && name !== null && state !== 'erased' ? { id: whoId, name } : null,
    because,
  }))
}
