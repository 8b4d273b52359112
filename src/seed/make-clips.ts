import { type ReadyClip, writeReadyClips } from '../clips/write-ready-clips.ts'
import { type FirstShare, writeShares } from '../clips/write-shares.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId, CommentId, OrganisationId, ThreadId } from '../platform/ids.ts'
import { threadKinds } from '../threads/kinds.ts'
import { type TalkThread, writeTalk } from '../threads/write-talk.ts'
import { type MadeCohort, times } from './make-organisation.ts'
import type { Random } from './random.ts'
import { clipTitles, remarks, replies } from './words.ts'

interface Making {
  readonly random: Random
  readonly clips: number
  readonly comments: number
  readonly since: Date
  /** On one clip, for who scrolls through a long list. */
  readonly longTalk?: number
}

const hour = 3_600_000

/** Clips of members of these cohorts, nine in ten of them shared, with talk about those, in the caller's transaction. */
export async function makeClips(
  db: Db,
  organisationId: OrganisationId,
  cohorts: readonly MadeCohort[],
  { random, clips, comments, since, longTalk = 0 }: Making,
): Promise<ReadyClip[]> {
  const made: ReadyClip[] = []
  const shares: (FirstShare & { readonly cohort: MadeCohort; readonly durationMs: number })[] = []
  for (let n = 0; n < clips; n++) {
    const cohort = cohorts[n % cohorts.length]
    if (!cohort) break
    const createdAt = new Date(since.getTime() + n * hour)
    const ownerId = random.pick(cohort.members)
    // Lognormal around nine minutes in truth; what matters here is that they differ.
    const durationMs = 120_000 + random.whole(900_000)
    const id = random.id<ClipId>(createdAt)
    made.push({ id, ownerId, title: random.pick(clipTitles), durationMs, createdAt })
    const at = new Date(createdAt.getTime() + hour)
    if (n % 10 !== 9) shares.push({ clipId: id, ownerId, cohortId: cohort.id, at, cohort, durationMs })
  }
  await writeReadyClips(db, organisationId, made)
  await writeShares(db, organisationId, shares)

  const left = Math.max(0, comments - longTalk)
  for (let from = 0; from < shares.length; from += 500) {
    const talk = shares.slice(from, from + 500).flatMap((share, n) => {
      const at = from + n
      const here = Math.floor((left * (at + 1)) / shares.length) - Math.floor((left * at) / shares.length)
      return talkAbout(share, here + (at === 0 ? longTalk : 0), random)
    })
    await writeTalk(db, organisationId, talk)
  }
  return made
}

function talkAbout(
  share: FirstShare & { readonly cohort: MadeCohort; readonly durationMs: number },
  comments: number,
  random: Random,
): TalkThread[] {
  const threads: TalkThread[] = []
  for (let left = comments; left > 0; ) {
    const count = Math.min(left, 1 + random.whole(5))
    left -= count
    const createdAt = new Date(share.at.getTime() + threads.length * 60_000)
    const startMs = random.chance(0.1) ? null : random.whole(share.durationMs - 20_000)
    threads.push({
      ...{ id: random.id<ThreadId>(createdAt), clipId: share.clipId, cohortId: share.cohortId, createdAt },
      ...{ kind: random.pick(threadKinds), startMs },
      endMs: startMs !== null && random.chance(0.3) ? startMs + 1_000 + random.whole(15_000) : null,
      comments: times(count, (n) => ({
        id: random.id<CommentId>(new Date(createdAt.getTime() + n)),
        authorId: random.pick(share.cohort.members),
        body: random.pick(n === 0 ? remarks : replies),
      })),
    })
  }
  return threads
}
