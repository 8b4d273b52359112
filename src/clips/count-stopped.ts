import { sql } from 'kysely'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId, ExemplarId } from '../platform/ids.ts'
import { includes } from './find-audiences.ts'
import { goodForHours } from './find-playback.ts'

/**
 * Playbacks of an exemplar that could have gone on when its audience was closed, and cannot: of those who belonged to it,
 * and have no cohort through which they see the clip besides.
 */
export async function countStopped(db: Db, clipId: ClipId, exemplarId: ExemplarId): Promise<number> {
  const { stopped } = await db
    .selectFrom('playbacks')
    .innerJoin('clips', 'clips.id', 'playbacks.clipId')
    .innerJoin('clipAudiences', (join) =>
      join
        .onRef('clipAudiences.clipId', '=', 'playbacks.clipId')
        .on('clipAudiences.exemplarId', '=', exemplarId)
        .on('clipAudiences.closedAt', 'is not', null),
    )
    .select(sql<number>`count(distinct playbacks.id)::integer`.as('stopped'))
    .where('playbacks.clipId', '=', clipId)
    .where('playbacks.what', '=', 'play')
    .whereRef('playbacks.cutNo', '=', 'clips.cutNo')
    .whereRef('playbacks.personId', '<>', 'clips.ownerId')
    .where('clipAudiences.closedBecause', 'not in', ['curator', 'renewed'])
    .whereRef('playbacks.grantedAt', '<=', 'clipAudiences.closedAt')
    .where(
      'playbacks.grantedAt',
      '>',
      sql<Date>`clip_audiences.closed_at - ${goodForHours} * interval '1 hour'`,
    )
    .where(includes(sql.ref('playbacks.personId')))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('clipGrants')
            .innerJoin('memberships', 'memberships.cohortId', 'clipGrants.cohortId')
            .select('clipGrants.id')
            .whereRef('clipGrants.clipId', '=', 'playbacks.clipId')
            .where('clipGrants.revokedAt', 'is', null)
            .whereRef('memberships.personId', '=', 'playbacks.personId')
            .where('memberships.leftAt', 'is', null),
        ),
      ),
    )
    .executeTakeFirstOrThrow()
  return stopped
}
