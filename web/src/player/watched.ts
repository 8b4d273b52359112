import { keep, readKept } from '../browser/kept.ts'
import { type Stretches, withStretch } from './stretches.ts'

interface WatchedClip {
  readonly clipId: string
  /** On another cut the same time is another picture. */
  readonly cutNo: number
  /** Whole seconds. */
  readonly seconds: Stretches
}

/** Of clips that were watched long ago nothing is kept. */
const mostClips = 60

/** Each person's own, in this browser alone: what somebody watched is nobody else's business. */
const nameOf = (personId: string): string => `watched.${personId}`

const read = (personId: string): readonly WatchedClip[] => readKept<WatchedClip[]>(nameOf(personId)) ?? []

/** Which parts of a clip a person has watched here, in milliseconds. */
export const watchedOf = (personId: string, clipId: string, cutNo: number): Stretches =>
  read(personId)
    .find((clip) => clip.clipId === clipId && clip.cutNo === cutNo)
    ?.seconds.map(([from, to]) => [from * 1000, to * 1000] as const) ?? []

/** Keeps that a stretch was watched. Answers all of them. */
export function keepWatched(
  personId: string,
  { id, cutNo }: { readonly id: string; readonly cutNo: number },
  stretch: Stretches[number],
): Stretches {
  const all = withStretch(watchedOf(personId, id, cutNo), stretch)
  const seconds = all.map(([from, to]) => [Math.floor(from / 1000), Math.ceil(to / 1000)] as const)
  const others = read(personId).filter(({ clipId }) => clipId !== id)
  keep(nameOf(personId), [{ clipId: id, cutNo, seconds }, ...others].slice(0, mostClips))
  return all
}
