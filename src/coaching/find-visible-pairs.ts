import { visibleCohorts } from '../cohorts/find-cohorts.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'

/**
 * Every read of coaching starts here: the spaces that the viewer is one of the two of, while they are open. For everybody
 * else, whatever their office, there is none.
 */
export const visiblePairs = (db: Db, viewer: Viewer) =>
  visibleCohorts(db, viewer).where('cohorts.kind', '=', 'coaching').where('cohorts.closedAt', 'is', null)
