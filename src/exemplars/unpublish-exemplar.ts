import { closeAudience } from '../clips/close-audience.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ExemplarId } from '../platform/ids.ts'
import { announceNews } from '../platform/live/changes.ts'
import { authorize, conflict, Problem } from '../platform/problems.ts'
import { actOnExemplar } from './act-on-exemplar.ts'
import type { Exemplar } from './schemas.ts'
import { showExemplar } from './show-exemplar.ts'

/**
 * A curator, or the owner, takes an exemplar out of the library; the owner's consent stands, and it can be published anew.
 * Answers null where it is out of reach with that for a curator who saw it there alone. Twice is once.
 */
export async function unpublishExemplar(db: Db, viewer: Viewer, id: ExemplarId): Promise<Exemplar | null> {
  await actOnExemplar(
    db,
    viewer,
    id,
    ({ isOwn, curates }) =>
      authorize(
        isOwn || curates,
        'Exemplars are taken out of the library by their owners, teacher leaders, program coaches and facilitators.',
      ),
    async (trx, { state, clipId, ownerId, nominatedBy }) => {
      if (state === 'agreed') return
      if (state !== 'published') conflict('not-published', 'This is not in the library.')
      for (const personId of new Set([ownerId, nominatedBy])) await announceNews(trx, { personId })
      await closeAudience(trx, clipId, 'curator', viewer.personId)
    },
  )
  return showExemplar(db, viewer, id).catch(noneAnyMore)
}

const noneAnyMore = (error: unknown): null => {
  if (error instanceof Problem && error.status === 404) return null
  throw error
}
