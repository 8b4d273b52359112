import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'
import { type FailureCode, failures } from './failures.ts'
import type { VisibleClip } from './find-clip.ts'
import { grantsInReach } from './find-grants.ts'
import { findPosterUrls } from './find-poster-urls.ts'
import { ownsClip } from './policy.ts'
import type { Clip } from './schemas.ts'
import { showGrants } from './show-grants.ts'
import { showOwners } from './show-owners.ts'
import { showStudies } from './show-studies.ts'
import { isRemovable, isWatchable, shownState } from './states.ts'

/**
 * Clip rows within the viewer's reach, as the API answers them. Keeps the order, and leaves out what came out of reach since
 * it was found.
 */
export async function showClips(db: Db, viewer: Viewer, clips: readonly VisibleClip[]): Promise<Clip[]> {
  if (clips.length === 0) return []
  const ids = clips.map(({ id }) => id)
  const [owners, grants, posters, downloadable, studies] = await Promise.all([
    showOwners(db, viewer, ids),
    showGrants(db, viewer, ids),
    findPosterUrls(db, ids),
    downloadableOf(db, viewer, ids),
    showStudies(db, viewer, ids),
  ])
  return clips.flatMap((clip) => {
    const mine = ownsClip(viewer, clip)
    const shares = grants.get(clip.id) ?? []
    const exemplarId = studies.exemplars.get(clip.id) ?? null
    // What the owner tells and asks their own cohorts is not part of an exemplar, which has a card instead.
    const isTold = mine || shares.length > 0
    if (!isTold && exemplarId === null) return []
    const failure = clip.failureCode === null ? null : failures[clip.failureCode as FailureCode]
    const pictured = mine || !clip.isPaused
    return {
      id: clip.id,
      title: clip.title,
      tried: isTold ? clip.tried : null,
      question: isTold ? clip.question : null,
      owner: owners.get(clip.id) ?? null,
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
      posterUrl: (pictured && posters.get(clip.id)) || null,
      grants: shares,
      exemplarId,
      studiedIn: studies
        .studiedIn(clip.id)
        .filter(({ id }) => !shares.some(({ cohort }) => cohort.id === id)),
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

/** Those of others that a grant lets the viewer download. */
async function downloadableOf(db: Db, viewer: Viewer, ids: readonly ClipId[]): Promise<Set<ClipId>> {
  const rows = await grantsInReach(db, viewer)
    .select('clipGrants.clipId')
    .where('clipGrants.clipId', 'in', ids)
    .where('clipGrants.canDownload', '=', true)
    .execute()
  return new Set(rows.map(({ clipId }) => clipId))
}
