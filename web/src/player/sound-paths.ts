import type { Sound } from '../../../src/clips/sound-schemas.ts'

/** One bar for each peak, one wide, around the middle of a height of 200: those where people talk, and the rest. */
export function soundPaths({ peaks, msPerPeak, talk }: Pick<Sound, 'peaks' | 'msPerPeak' | 'talk'>): {
  readonly talk: string
  readonly rest: string
} {
  const paths = { talk: '', rest: '' }
  let next = 0
  peaks.forEach((peak, at) => {
    const [from, to] = [at * msPerPeak, (at + 1) * msPerPeak]
    while ((talk[next]?.endMs ?? Number.POSITIVE_INFINITY) <= from) next++
    const isTalk = (talk[next]?.startMs ?? Number.POSITIVE_INFINITY) < to
    if (peak === 0) return
    const high = Math.round((peak / 255) * 100)
    paths[isTalk ? 'talk' : 'rest'] += `M${at} ${100 - high}h1v${2 * high}h-1z`
  })
  return paths
}

/** How much of the clip people talk. */
export const talkMs = (talk: Sound['talk']): number =>
  talk.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0)
