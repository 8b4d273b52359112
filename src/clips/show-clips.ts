import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'
import { type FailureCode, failures } from './failures.ts'
import type { VisibleClip } from './find-clip.ts'
import { grantsInReach } from './find-grants.ts'
import { posterUrl } from './media-urls.ts'
import { ownsClip } from './policy.ts'
import type { Clip } from './schemas.ts'
import { showGrants } from './show-grants.ts'
import { isRemovable, isWatchable, shownState } from './states.ts'

/** Clip rows within the viewer's reach, as the API answers them. Keeps the order. */
export async function showClips(db: Db, viewer: Viewer, clips: readonly VisibleClip[]): Promise<Clip[]> {
  if (clips.length === 0) return []
  const ids = clips.map(({ id }) => id)
  const [owners, grants, posters, downloadable] = await Promise.all([
    ownersOf(db, ids),
    showGrants(db, viewer, ids),
    postersOf(db, ids),
    downloadableOf(db, viewer, ids),
  ])
  return clips.map((clip) => {
    const mine = ownsClip(viewer, clip)
    const failure = clip.failureCode === null ? null : failures[clip.failureCode as FailureCode]
    const pictured = mine || !clip.isPaused
    const poster = pictured ? posters.get(clip.id) : undefined
    return {
      id: clip.id,
      title: clip.title,
      owner: { id: clip.ownerId, name: owners.get(clip.id) ?? '' },
      state: shownState(clip),
      createdAt: clip.createdAt.toISOString(),
      cutNo: clip.cutNo,
      durationMs: clip.durationMs,
      width: clip.width,
      height: clip.height,
      progress:
        clip.progressStep === null
          ? null
          : {
              step: clip.progressStep,
              fraction: clip.progressFraction ?? 0,
              secondsLeft: clip.progressSecondsLeft,
            },
      failure: failure && mine ? { code: clip.failureCode as FailureCode, ...failure } : null,
      posterUrl: poster ? posterUrl(clip.id, poster.id) : null,
      grants: grants.get(clip.id) ?? [],
      can: {
        play: isWatchable(clip.state) && (mine || !clip.isPaused),
        download: isWatchable(clip.state) && (mine || (!clip.isPaused && downloadable.has(clip.id))),
        retry: mine && failure?.retryable === true,
        share: mine && clip.withdrawnAt === null && clip.state !== 'failed',
        withdraw: mine && clip.withdrawnAt === null,
        restore: mine && clip.withdrawnAt !== null,
        remove: mine && isRemovable(clip.state, clip.cutNo),
      },
    }
  })
}

async function ownersOf(db: Db, ids: readonly ClipId[]): Promise<Map<ClipId, string>> {
  const rows = await db
    .selectFrom('clips')
    .innerJoin('people', 'people.id', 'clips.ownerId')
    .select(['clips.id', 'people.name'])
    .where('clips.id', 'in', ids)
    .execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** Those of others that a grant lets the viewer download. */
async function downloadableOf(db: Db, viewer: Viewer, ids: readonly ClipId[]): Promise<Set<ClipId>> {
  const rows = await grantsInReach(db, viewer)
    .select('clipGrants.clipId')
    .where('clipGrants.clipId', 'in', ids)
    .where('clipGrants.canDownload', '=', true)
    .execute()
  return new Set(rows.map(({ clipId }) => clipId))
}

async function postersOf(db: Db, ids: readonly ClipId[]) {
  const rows = await db
    .selectFrom('stills')
    .innerJoin('clips', (join) =>
      join.onRef('clips.id', '=', 'stills.clipId').onRef('clips.cutNo', '=', 'stills.cutNo'),
    )
    .select(['stills.id', 'stills.clipId'])
    .where('stills.clipId', 'in', ids)
    .where('kind', '=', 'poster')
    .where('retiredAt', 'is', null)
    .execute()
  return new Map(rows.map((row) => [row.clipId, row]))
}
