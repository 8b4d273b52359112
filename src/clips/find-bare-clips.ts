import { sql } from 'kysely'
import { administeredKinds } from '../cohorts/kinds.ts'
import { requirePrivacyOffice } from '../identity/find-privacy-office.ts'
import { requireRole } from '../identity/find-roles.ts'
import type { Viewer } from '../identity/viewer.ts'
import { isIdKey, type PageRequest, pageOf, readCursor, usualLimit } from '../platform/db/page.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'
import { notFound } from '../platform/problems.ts'
import { isPaused } from './find-clip.ts'
import { shownState } from './states.ts'

/** Clips of the viewer's organisation, without title, owner or picture. What was purged is no clip any more. */
const bareClips = (db: Db, viewer: Viewer) =>
  db
    .selectFrom('clips')
    .leftJoin('clipWithdrawals', 'clipWithdrawals.clipId', 'clips.id')
    .leftJoin('clipPurges', 'clipPurges.clipId', 'clips.id')
    .leftJoin('recordings', 'recordings.id', 'clips.recordingId')
    .select(['clips.id', 'clips.state', 'clips.madeOfClipId', 'clips.createdAt'])
    .select('clipWithdrawals.withdrawnAt')
    .select(isPaused.as('isPaused'))
    .select(bytesOf.as('bytes'))
    .where('clips.organisationId', '=', viewer.organisationId)
    .where('clipPurges.clipId', 'is', null)

const bytesOf = sql<string>`coalesce(recordings.bytes, 0)
  + coalesce((select sum(bytes) from renditions where renditions.clip_id = clips.id and retired_at is null), 0)
  + coalesce((select sum(bytes) from stills where stills.clip_id = clips.id and retired_at is null), 0)`

type Row = Awaited<ReturnType<ReturnType<typeof bareClips>['executeTakeFirstOrThrow']>>

const show = (row: Row) => ({
  ...{ id: row.id, bytes: Number(row.bytes), createdAt: row.createdAt.toISOString() },
  state: shownState(row),
})

/** What storage needs to know, for administrators and privacy officers, the newest first. */
export async function findBareClips(db: Db, viewer: Viewer, { limit = usualLimit, after }: PageRequest) {
  await requireRole(db, viewer, 'administrator', 'privacy officer')
  const cursor = after === undefined ? undefined : readCursor(after, isIdKey)
  const rows = await bareClips(db, viewer)
    .$if(cursor !== undefined, (query) => query.where('clips.id', '<', (cursor?.[0] ?? '') as ClipId))
    .orderBy('clips.id', 'desc')
    .limit(limit + 1)
    .execute()
  const { items, next } = pageOf(rows, limit, (row) => [row.id])
  return { items: items.map(show), next }
}

/** One clip, for whoever sees to privacy and was told its id, with the cohorts it is shared with; not with coaching. */
export async function findPrivacyClip(db: Db, viewer: Viewer, clipId: ClipId) {
  await requirePrivacyOffice(db, viewer)
  const clip =
    (await bareClips(db, viewer).where('clips.id', '=', clipId).executeTakeFirst()) ?? notFound('clip')
  const grants = await db
    .selectFrom('clipGrants')
    .innerJoin('cohorts', 'cohorts.id', 'clipGrants.cohortId')
    .select(['clipGrants.id', 'clipGrants.cohortId'])
    .where('clipGrants.clipId', '=', clipId)
    .where('clipGrants.revokedAt', 'is', null)
    .where('cohorts.kind', 'in', administeredKinds)
    .orderBy('clipGrants.id')
    .execute()
  return { ...show(clip), grants }
}
