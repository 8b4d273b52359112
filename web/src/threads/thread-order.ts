import type { Thread } from '../../../src/threads/schemas.ts'

type Placed = Pick<Thread, 'id' | 'startMs'> & { readonly offClip?: boolean }

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

export interface Wanted {
  readonly kind: Thread['kind'] | 'all'
  readonly standing: 'all' | 'open' | 'resolved'
  readonly cohortId: string
}

export const allWanted: Wanted = { kind: 'all', standing: 'all', cohortId: 'all' }

export const isWanted = (
  { kind, resolved, cohortId }: Pick<Thread, 'kind' | 'resolved' | 'cohortId'>,
  wanted: Wanted,
): boolean =>
  (wanted.kind === 'all' || wanted.kind === kind) &&
  (wanted.standing === 'all' || (wanted.standing === 'resolved') === (resolved !== null)) &&
  (wanted.cohortId === 'all' || wanted.cohortId === cohortId)
