import { holdCut } from '../clips/hold-cut.ts'
import { refusePurged } from '../clips/still-stands.ts'
import { holdPeople } from '../identity/hold-people.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ExemplarId } from '../platform/ids.ts'
import { authorize, conflict } from '../platform/problems.ts'
import { type FoundExemplar, findExemplar } from './find-exemplar.ts'

interface What {
  /** Given where moments of this cut of the clip are written: it stays until the transaction ends. */
  readonly cutNo?: number
  /** Hold all exemplars of its owner, for they may refer to each other. */
  readonly withSiblings?: boolean
}

/**
 * An exemplar that the viewer may describe, which nobody else describes, ends or purges before the caller's transaction
 * ends. Refuses with 404 beyond reach, with 403 who neither owns nor curates it, and with 409 before its owner agreed and
 * once it is over.
 */
export async function holdCard(
  db: Db,
  viewer: Viewer,
  id: ExemplarId,
  { cutNo, withSiblings = false }: What = {},
): Promise<FoundExemplar> {
  const { clipId, ownerId } = await findOwnOrCurated(db, viewer, id)
  await holdPeople(db, [viewer.personId])
  await refusePurged(db, clipId)
  if (cutNo !== undefined) await holdCut(db, clipId, cutNo)
  await db
    .selectFrom('exemplars')
    .select('id')
    .where((eb) => (withSiblings ? eb('ownerId', '=', ownerId) : eb('id', '=', id)))
    .orderBy('id')
    .forNoKeyUpdate()
    .execute()
  // Another statement, for it must see what was committed while the lock was waited for.
  const exemplar = await findOwnOrCurated(db, viewer, id)
  if (exemplar.state !== 'agreed' && exemplar.state !== 'published') {
    conflict(
      'not-agreed',
      exemplar.state === 'asked'
        ? 'Its owner has not agreed to this yet. It can be described once they have.'
        : 'This is no exemplar any more, so nothing is written about it now.',
    )
  }
  return exemplar
}

/** Who sees it and curates may watch it, too; who only nominated it has had their say. */
async function findOwnOrCurated(db: Db, viewer: Viewer, id: ExemplarId): Promise<FoundExemplar> {
  const exemplar = await findExemplar(db, viewer, id)
  const { isOwn, curates } = exemplar
  authorize(isOwn || curates, 'Only its owner and people who curate exemplars describe it.')
  return exemplar
}
