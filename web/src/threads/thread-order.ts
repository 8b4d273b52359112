import type { Thread } from '../../../src/threads/schemas.ts'

interface Placed {
  readonly id: string
  readonly startMs: number | null
  readonly offClip?: boolean
}

/** Without a place on the clip: about a part that was cut away. */
const placeOf = ({ startMs, offClip }: Placed): number =>
  offClip ? Number.POSITIVE_INFINITY : (startMs ?? -1)

/** About the whole clip first, then by clip time, what was cut away last; then as it was said: ids grow with time. */
export const inClipOrder = (a: Placed, b: Placed): number =>
  placeOf(a) - placeOf(b) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)

/** The thread after (1) or before (-1) the one that is selected; without one, from the moment the clip is at. */
export function threadBeside<T extends Placed>(
  threads: readonly T[],
  direction: 1 | -1,
  { selectedId, timeMs }: { readonly selectedId: string | undefined; readonly timeMs: number },
): T | undefined {
  const at = threads.findIndex(({ id }) => id === selectedId)
  if (at >= 0) return threads[at + direction]
  return direction === 1
    ? threads.find((thread) => placeOf(thread) >= timeMs)
    : threads.findLast((thread) => placeOf(thread) < timeMs)
}

/** How long talk about an instant belongs to what is being shown. */
const lingersMs = 5000

/** The thread that is about what the clip shows at a moment: the latest to begin of those that still last. */
export function threadAt<T extends Pick<Thread, 'id' | 'startMs' | 'endMs'>>(
  threads: readonly T[],
  timeMs: number,
): T | undefined {
  return threads.findLast(
    ({ startMs, endMs }) =>
      startMs !== null && startMs <= timeMs && timeMs < Math.max(endMs ?? 0, startMs + lingersMs),
  )
}

export const orders = ['clip', 'newest', 'unanswered'] as const

export interface Wanted {
  readonly order: (typeof orders)[number]
  readonly kind: Thread['kind'] | 'all'
  readonly standing: 'all' | 'new' | 'open' | 'resolved' | 'brought'
  /** Who said something in it. */
  readonly personId: string
  readonly cohortId: string
}

export const allWanted: Wanted = {
  ...{ order: 'clip', kind: 'all', standing: 'all', personId: 'all', cohortId: 'all' },
}

/** How many ways of leaving something out are at work. */
export const countOf = ({ order: _, ...wanted }: Wanted): number =>
  Object.values(wanted).filter((value) => value !== 'all').length

type Sortable = Pick<Thread, 'kind' | 'resolved' | 'brought' | 'cohortId'> & {
  readonly comments: readonly Pick<Thread['comments'][number], 'id' | 'author'>[]
}

/** `newIds`: comments that were new to the reader when the page was opened, or came in since. */
export const isWanted = (
  { kind, resolved, brought, cohortId, comments }: Sortable,
  wanted: Wanted,
  newIds: ReadonlySet<string>,
): boolean => {
  const stands = {
    all: true,
    new: comments.some(({ id }) => newIds.has(id)),
    open: resolved === null,
    resolved: resolved !== null,
    brought: brought.by.length > 0,
  }
  return (
    stands[wanted.standing] &&
    (wanted.kind === 'all' || wanted.kind === kind) &&
    (wanted.personId === 'all' || comments.some(({ author }) => author.id === wanted.personId)) &&
    (wanted.cohortId === 'all' || wanted.cohortId === cohortId)
  )
}

/** Threads that come in clip order, as they are wanted: the newest word first, or those without an answer first. */
export function inOrder<T extends Pick<Thread, 'comments'>>(
  threads: readonly T[],
  order: Wanted['order'],
): readonly T[] {
  if (order === 'clip') return threads
  if (order === 'newest') {
    return threads.toSorted((a, b) =>
      (a.comments.at(-1)?.id ?? '') < (b.comments.at(-1)?.id ?? '') ? 1 : -1,
    )
  }
  const answered = ({ comments }: T) => (comments.length > 1 ? 1 : 0)
  return threads.toSorted((a, b) => answered(a) - answered(b))
}

/** Everybody who said something, by name. */
export function peopleIn(
  threads: readonly Pick<Thread, 'comments'>[],
): readonly { id: string; name: string }[] {
  const people = new Map<string, { id: string; name: string }>()
  for (const { comments } of threads) for (const { author } of comments) people.set(author.id, author)
  return [...people.values()].toSorted((a, b) => a.name.localeCompare(b.name))
}
