import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'
import { type FailureCode, failures } from './failures.ts'
import type { VisibleClip } from './find-clip.ts'
import { stillUrl } from './media-urls.ts'
import { ownsClip } from './policy.ts'
import type { Clip } from './schemas.ts'
import { showGrants } from './show-grants.ts'
import { isRemovable, isWatchable, shownState } from './states.ts'

/** Clip rows within the viewer's reach, as the API answers them. Keeps the order. */
export async function showClips(db: Db, viewer: Viewer, clips: readonly VisibleClip[]): Promise<Clip[]> {
  if (clips.length === 0) return []
  const ids = clips.map(({ id }) => id)
  const [owners, grants, posters] = await Promise.all([
    ownersOf(db, ids),
    showGrants(db, viewer, ids),
    postersOf(db, ids),
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
      posterUrl: poster ? stillUrl(clip.id, poster.id) : null,
      grants: grants.get(clip.id) ?? [],
      can: {
        play: isWatchable(clip.state) && (mine || !clip.isPaused),
        retry: mine && failure?.retryable === true,
        share: mine && clip.withdrawnAt === null && clip.state !== 'failed',
        withdraw: mine && clip.withdrawnAt === null,
        restore: mine && clip.withdrawnAt !== null,
        remove: mine && isRemovable(clip.state),
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

async function postersOf(db: Db, ids: readonly ClipId[]) {
  const rows = await db
    .selectFrom('stills')
    .select(['id', 'clipId'])
    .where('clipId', 'in', ids)
    .where('kind', '=', 'poster')
    .where('retiredAt', 'is', null)
    .execute()
  return new Map(rows.map((row) => [row.clipId, row]))
}
