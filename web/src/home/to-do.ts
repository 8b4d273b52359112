import type { Clip } from '../../../src/clips/schemas.ts'
import type { OwnInvitation } from '../../../src/cohorts/invitation-schemas.ts'
import type { Cohort } from '../../../src/cohorts/schemas.ts'
import type { OwnedExemplar } from '../../../src/exemplars/lifecycle-schemas.ts'
import type { News } from '../../../src/threads/news-schemas.ts'
import { clipState, isPrivate } from '../clips/clip-state.ts'
import type { Phase, Upload } from '../upload/upload-state.ts'

/** Something that waits for the reader, and for nobody else. */
export type Task =
  | { readonly kind: 'invitation'; readonly invitation: OwnInvitation }
  | { readonly kind: 'norms'; readonly cohort: Cohort }
  | { readonly kind: 'exemplar-asked' | 'exemplar-ending'; readonly exemplar: OwnedExemplar }
  | { readonly kind: 'upload'; readonly waits: 'title' | 'file' | 'answer'; readonly count: number }
  | { readonly kind: 'failed'; readonly clip: Clip }
  | { readonly kind: 'unshared'; readonly clip: Clip }
  | { readonly kind: 'news'; readonly news: News; readonly threads: number }

interface Situation {
  readonly meId: string
  readonly now: number
  readonly invitations: readonly OwnInvitation[]
  readonly cohorts: readonly Cohort[]
  readonly uploads: readonly Pick<Upload, 'phase'>[]
  /** Newest first. */
  readonly mine: readonly Clip[]
  readonly news: readonly News[]
  /** Of the reader's own clips. */
  readonly exemplars: readonly OwnedExemplar[]
}

const fortnightMs = 14 * 86_400_000
/** So many clips are spoken of at most: a list of all would be a reproach. */
const mostClips = 3

/** What there is to do, what others wait for first. Old clips that were kept to oneself are not brought up again. */
export function toDo({ meId, now, invitations, cohorts, uploads, mine, news, exemplars }: Situation): Task[] {
  const recent = mine.filter(({ createdAt }) => now - Date.parse(createdAt) < fortnightMs)
  const failed = recent.filter((clip) => clipState(clip).kind === 'failed').slice(0, mostClips)
  const unshared = cohorts.length === 0 ? [] : recent.filter(waitsToBeShared).slice(0, mostClips)
  const [newest] = news
  return [
    ...invitations.map((invitation): Task => ({ kind: 'invitation', invitation })),
    ...cohorts
      .filter((cohort) => asksForNorms(cohort, meId))
      .map((cohort): Task => ({ kind: 'norms', cohort })),
    ...exemplars
      .filter(({ state }) => state === 'asked')
      .map((exemplar): Task => ({ kind: 'exemplar-asked', exemplar })),
    ...exemplars
      .filter(({ state, renewBy }) => renewBy !== null && (state === 'agreed' || state === 'published'))
      .map((exemplar): Task => ({ kind: 'exemplar-ending', exemplar })),
    ...waiting(uploads, 'title', ['chosen']),
    ...waiting(uploads, 'file', ['paused', 'kept']),
    ...waiting(uploads, 'answer', ['refused']),
    ...failed.map((clip): Task => ({ kind: 'failed', clip })),
    ...unshared.map((clip): Task => ({ kind: 'unshared', clip })),
    ...(newest ? [{ kind: 'news', news: newest, threads: news.length } as const] : []),
  ]
}

/** Whether the norms as they stand are still to be agreed to by somebody. */
export const asksForNorms = ({ norms, members }: Pick<Cohort, 'norms' | 'members'>, meId: string): boolean =>
  norms !== null && members.some(({ id, agreedAt }) => id === meId && agreedAt === null)

const waitsToBeShared = (clip: Clip): boolean =>
  isPrivate(clip) && ['ready', 'watchable-only'].includes(clipState(clip).kind)

function waiting(
  uploads: Situation['uploads'],
  waits: 'title' | 'file' | 'answer',
  phases: readonly Phase[],
): Task[] {
  const count = uploads.filter(({ phase }) => phases.includes(phase)).length
  return count > 0 ? [{ kind: 'upload', waits, count }] : []
}
