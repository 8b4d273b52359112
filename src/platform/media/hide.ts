import type { Frames } from './chunk-plan.ts'
import type { Cut, Redaction } from './facts.ts'
import { framesPerSecond } from './rendition-plan.ts'

interface Size {
  readonly width: number
  readonly height: number
}

/** Even pixels, and frames counted from the first that is made. */
interface Patch {
  readonly kind: 'box' | 'coarse'
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly frames: readonly (readonly [first: number, last: number])[]
}

/** So few that a face is no face: whoever knows a person may know them by eight times eight squares. */
const mostCells = 4
/** A small region has fewer, or its squares would be the picture. */
const leastCellPixels = 8

export const hidesPicture = (cut: Cut | null | undefined): boolean =>
  cut?.redactions?.some(({ kind }) => kind !== 'mute') ?? false

/**
 * Filters that hide what a cut hides of its picture, to be put behind constant frames at the size of the largest rung and
 * before the first split, so that every rung and every still has it. Begins with a comma, or is empty. Coarse regions come
 * first: squares over a box would show what lies around it within it. Of a chunk the frames are counted from its first.
 */
export function hidePictures(cut: Cut | null, size: Size, chunk: Frames | null = null): string {
  const patches = patchesOf(cut, size, chunk)
  const coarse = patches.filter(({ kind }) => kind === 'coarse')
  const boxes = patches.filter(({ kind }) => kind === 'box')
  return [...coarse.map(squares), ...boxes.map(blackBox)].join('')
}

const blackBox = ({ x, y, width, height, frames }: Patch): string =>
  `,drawbox=x=${x}:y=${y}:w=${width}:h=${height}:color=black:t=fill:enable='${whenever(frames)}'`

/**
 * The mean of each square and nothing else, whatever the region's size. Made of every frame and laid on only when wanted:
 * a branch that waits for its time makes ffmpeg keep all frames until then in memory.
 */
function squares({ x, y, width, height, frames }: Patch, at: number): string {
  const [across, down] = [width, height].map((side) =>
    Math.min(mostCells, Math.max(1, Math.floor(side / leastCellPixels))),
  )
  const mean = `scale=${across}:${down}:flags=area,scale=${width}:${height}:flags=neighbor`
  const laid = `overlay=x=${x}:y=${y}:enable='${whenever(frames)}'`
  return `,split[whole${at}][part${at}];[part${at}]crop=${width}:${height}:${x}:${y},${mean}[coarse${at}];[whole${at}][coarse${at}]${laid}`
}

const whenever = (spans: Patch['frames']): string =>
  spans.map(([first, last]) => `between(n,${first},${last})`).join('+')

function patchesOf(cut: Cut | null, size: Size, chunk: Frames | null): Patch[] {
  const patches = new Map<string, Patch>()
  for (const redaction of cut?.redactions ?? []) {
    if (redaction.kind === 'mute') continue
    const frames = within(framesOf(cut as Cut, redaction), chunk)
    if (!frames) continue
    const { kind, region } = redaction
    const [x, width] = outward(region.x, region.width, size.width)
    const [y, height] = outward(region.y, region.height, size.height)
    const place = [kind, x, y, width, height].join()
    const before = patches.get(place)?.frames ?? []
    patches.set(place, { kind, x, y, width, height, frames: [...before, frames] })
  }
  return [...patches.values()]
}

/** From where, and how much: rounded outward to even pixels, as colours stand for two by two of them. */
function outward(from: number, part: number, side: number): [number, number] {
  const start = Math.min(side - 2, Math.max(0, Math.floor((from * side) / 2) * 2))
  const end = Math.min(side, Math.max(start + 2, Math.ceil(((from + part) * side) / 2) * 2))
  return [start, end - start]
}

/** Every frame that is shown while something is to be hidden, and one more at each end; undefined where the cut has none. */
function framesOf({ inMs, outMs }: Cut, { startMs, endMs }: Redaction): [number, number] | undefined {
  const frame = (ms: number) => (ms * framesPerSecond) / 1000
  // As the cut counts its own.
  const begins = Math.round(frame(inMs))
  const first = Math.floor(frame(startMs)) - 1 - begins
  const last = Math.ceil(frame(endMs)) - begins
  return last < 0 || first >= Math.max(1, Math.round(frame(outMs)) - begins)
    ? undefined
    : [Math.max(0, first), last]
}

function within(frames: [number, number] | undefined, chunk: Frames | null): [number, number] | undefined {
  if (!frames || !chunk) return frames
  const [first, last] = frames.map((frame) => frame - chunk.first) as [number, number]
  return last < 0 || first >= chunk.end - chunk.first ? undefined : [Math.max(0, first), last]
}

const blockMs = 10

/**
 * Filters that silence what a cut silences, to be put where sound begins with the recording's first sample and before
 * anything that looks further than a sample. Ends with a comma, or is empty. Sound is cut into blocks of ten milliseconds,
 * and each that holds a sample to hide is zeroes throughout, as is one more at each end: to the sample, as filters can be
 * switched from one block to the next only.
 */
export function muteSounds(cut: Cut, samplesPerMs: number): string {
  const spans = (cut.redactions ?? [])
    .filter(({ kind }) => kind === 'mute')
    .map(
      ({ startMs, endMs }) =>
        [Math.max(0, Math.floor(startMs / blockMs) - 1), Math.ceil(endMs / blockMs)] as const,
    )
  if (spans.length === 0) return ''
  return `asetnsamples=n=${blockMs * samplesPerMs}:p=0,volume=volume=0:enable='${whenever(spans)}',`
}
