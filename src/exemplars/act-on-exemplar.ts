import { lockTerms } from '../clips/lock-terms.ts'
import { holdPeople } from '../identity/hold-people.ts'
import type { Viewer } from '../identity/viewer.ts'
import { inTransaction } from '../platform/db/in-transaction.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ExemplarId } from '../platform/ids.ts'
import { type FoundExemplar, findExemplar } from './find-exemplar.ts'
import { holdExemplar } from './hold-exemplar.ts'

/**
 * Does something with an exemplar that the viewer sees, one at a time with everything else that changes who may see its
 * clip. `allow` refuses whose it is not to do; `act` is given the exemplar as it is once everybody else is done with it.
 */
export async function actOnExemplar<T>(
  db: Db,
  viewer: Viewer,
  id: ExemplarId,
  allow: (exemplar: FoundExemplar) => void,
  act: (trx: Db, exemplar: FoundExemplar) => Promise<T>,
): Promise<T> {
  const known = await findExemplar(db, viewer, id)
  // Before the lock, so that nobody else can make the owner wait.
  allow(known)
  return inTransaction(db, async (trx) => {
    await holdPeople(trx, [viewer.personId])
    await lockTerms(trx, known.clipId)
    await holdExemplar(trx, id)
    const exemplar = await findExemplar(trx, viewer, id)
    allow(exemplar)
    return act(trx, exemplar)
  })
}
