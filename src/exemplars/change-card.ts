import { findBuiltIn } from '../assignments/built-in-protocols.ts'
import { showOwners } from '../clips/show-owners.ts'
import type { Viewer } from '../identity/viewer.ts'
import { inTransaction } from '../platform/db/in-transaction.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ExemplarId } from '../platform/ids.ts'
import { conflict, malformed } from '../platform/problems.ts'
import { trimmed, wordsOf } from '../platform/words.ts'
import type { ChangeCard } from './card-schemas.ts'
import { type FoundExemplar, findExemplar } from './find-exemplar.ts'
import { holdCard } from './hold-card.ts'
import type { Exemplar } from './schemas.ts'
import { showExemplar } from './show-exemplar.ts'
import { tagExemplar } from './tag-exemplar.ts'
import { writeWords } from './write-words.ts'

/** The owner or a curator describes an exemplar: what is left out stays as it is. */
export async function changeCard(
  db: Db,
  viewer: Viewer,
  id: ExemplarId,
  change: ChangeCard,
): Promise<Exemplar> {
  const { title, contentArea, gradeBand, goal, cameBefore, questions, protocolKey, firstTryId, termIds } =
    change
  if (protocolKey && !findBuiltIn(protocolKey)) {
    malformed('no-such-protocol', 'There is no protocol of this name that everybody has.')
  }
  // Somebody else may hold several of its owner's, too, in another order.
  await inTransaction(db, async (trx) => {
    const exemplar = await holdCard(trx, viewer, id, { withSiblings: Boolean(firstTryId) })
    if (firstTryId) await refuseNoFirstTry(trx, viewer, exemplar, firstTryId)
    if (termIds) await tagExemplar(trx, exemplar, termIds)
    const card = {
      ...(title !== undefined && { title: trimmed(title) }),
      ...(contentArea !== undefined && { contentArea }),
      ...(gradeBand !== undefined && { gradeBand }),
      ...(goal !== undefined && { goal: wordsOf(goal) }),
      ...(cameBefore !== undefined && { cameBefore: wordsOf(cameBefore) }),
      ...(questions !== undefined && { questions: questions.map(trimmed) }),
      ...(protocolKey !== undefined && { protocolKey }),
      ...(firstTryId !== undefined && { firstTryId }),
    }
    if (Object.keys(card).length > 0) {
      await trx.updateTable('exemplars').set(card).where('id', '=', id).execute()
    }
    await writeWords(trx, id)
  })
  return showExemplar(db, viewer, id)
}

/**
 * The first try is another exemplar of the same owner, and no later one of this. Both owners have to be named to the
 * viewer, or a pair would tell who it is that asked not to be named.
 */
async function refuseNoFirstTry(trx: Db, viewer: Viewer, exemplar: FoundExemplar, firstTryId: ExemplarId) {
  const { clipId } = await findExemplar(trx, viewer, firstTryId)
  const owners = await showOwners(trx, viewer, [exemplar.clipId, clipId])
  const [owner, first] = [owners.get(exemplar.clipId), owners.get(clipId)]
  if (!owner || !first || owner.id !== first.id) {
    conflict('not-one-owner', 'The first and the second try have to be by one person, who is named in both.')
  }
  const seen = new Set<ExemplarId>()
  for (let at: ExemplarId | null = firstTryId; at && !seen.has(at); ) {
    if (at === exemplar.id) {
      conflict('tries-in-a-circle', 'This is a first try of that one already, so it cannot be its second.')
    }
    seen.add(at)
    at = await firstTryOf(trx, at)
  }
}

const firstTryOf = async (trx: Db, id: ExemplarId): Promise<ExemplarId | null> =>
  (await trx.selectFrom('exemplars').select('firstTryId').where('id', '=', id).executeTakeFirst())
    ?.firstTryId ?? null
