import { findClipAssignments, findOwnAssignments } from '../assignments/find-assignments.ts'
import { findClips } from '../clips/find-clips.ts'
import { findShownClip } from '../clips/find-shown-clip.ts'
import { findCohorts } from '../cohorts/find-cohorts.ts'
import { findOwnInvitations } from '../cohorts/find-own-invitations.ts'
import { findMine } from '../exemplars/find-mine.ts'
import { findMe } from '../identity/find-me.ts'
import type { Viewer } from '../identity/viewer.ts'
import { findMyMeetings } from '../meetings/find-meetings.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'
import { findClipNews } from '../threads/find-clip-news.ts'
import { findNews } from '../threads/find-news.ts'
import { findThreads } from '../threads/find-threads.ts'
import type { Boot } from './boot.ts'

export async function primePage(db: Db, viewer: Viewer | undefined): Promise<Boot> {
  if (!viewer) return { me: null }
  const [me, cohorts] = await Promise.all([findMe(db, viewer), findCohorts(db, viewer, { limit: 200 })])
  return { me, cohorts }
}

/** For the page that somebody comes back to: it asks for many small things, and each would be a round over a weak link. */
export async function primeHomePage(db: Db, viewer: Viewer): Promise<Boot> {
  const clips = { limit: 5 }
  const [known, meetings, assignments, invitations, newest, mine, others, news, clipNews, exemplars] =
    await Promise.all([
      primePage(db, viewer),
      findMyMeetings(db, viewer, { limit: 20 }),
      findOwnAssignments(db, viewer),
      findOwnInvitations(db, viewer, {}),
      findClips(db, viewer, clips),
      findClips(db, viewer, { ...clips, owner: 'me' }),
      findClips(db, viewer, { ...clips, owner: 'others' }),
      findNews(db, viewer, { limit: 50 }),
      findClipNews(db, viewer, { limit: 200 }),
      findMine(db, viewer),
    ])
  return {
    ...known,
    home: { meetings, assignments, invitations, newest, mine, others, news, clipNews, exemplars },
  }
}

/**
 * For the watch page: the clip, the first page of its talk, and what runs on it. Throws what the API would refuse. Not where it plays from:
 * that is a play which the owner is told of, and a page is also fetched ahead, restored, or asked for its head by those
 * who never look at it. The page asks once it is open.
 */
export async function primeWatchPage(db: Db, viewer: Viewer, clipId: ClipId): Promise<Boot> {
  const [known, clip] = await Promise.all([primePage(db, viewer), findShownClip(db, viewer, clipId)])
  if (!clip.can.play) return { ...known, clip }
  const [threads, stages] = await Promise.all([
    findThreads(db, viewer, clipId, { limit: 100 }),
    findClipAssignments(db, viewer, clipId),
  ])
  return { ...known, clip, threads, stages }
}
