import { sql } from 'kysely'
import type { EndedBecause } from '../platform/db/exemplar-tables.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ExemplarId } from '../platform/ids.ts'
import { ownerLeft } from './state-of.ts'

export interface Ending {
  readonly because: EndedBecause
  readonly at: Date
}

/**
 * Why an exemplar is over, by the rows around it, and since when; undefined while it is not. That somebody answered no,
 * took the nomination back or settled its end is not asked here.
 */
export async function findEnding(db: Db, id: ExemplarId): Promise<Ending | undefined> {
  const rows = await db
    .selectFrom('exemplars')
    .leftJoin('clipPurges', 'clipPurges.clipId', 'exemplars.clipId')
    .leftJoin('clipAudiences', (join) =>
      join
        .onRef('clipAudiences.exemplarId', '=', 'exemplars.id')
        .on('clipAudiences.closedBecause', 'is not', null)
        .on('clipAudiences.closedBecause', 'not in', ['curator', 'renewed']),
    )
    .select(['clipPurges.orderedAt', 'clipAudiences.closedBecause', 'clipAudiences.closedAt'])
    .select([sql<Date>`now()`.as('now'), ownerLeft.as('ownerLeft')])
    .select((eb) =>
      eb
        .selectFrom('exemplarConsents')
        .select(({ fn }) => fn.max('until').as('until'))
        .whereRef('exemplarConsents.exemplarId', '=', 'exemplars.id')
        .where('revokedAt', 'is', null)
        .as('until'),
    )
    .where('exemplars.id', '=', id)
    .orderBy('clipAudiences.closedAt')
    .execute()
  const [row] = rows
  if (!row) return undefined
  const { ownerLeft: hasLeft, orderedAt, closedBecause, closedAt, now, until } = row
  // Its time ran out before anything else came.
  if (until && until <= (closedAt ?? orderedAt ?? now)) return { because: 'expired', at: until }
  if (closedBecause && closedAt) return { because: closedBecause as EndedBecause, at: closedAt }
  if (orderedAt) return { because: 'purged', at: orderedAt }
  if (hasLeft) return { because: 'owner left', at: now }
  return undefined
}
