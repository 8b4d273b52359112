import { type Frames, framesOfCut } from './chunk-plan.ts'
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

/**
 * Filters that hide what a cut hides of its picture, to be put behind constant frames at the size of the largest rung and
 * before the first split, so that every rung and every still has it. Begins with a comma, or is empty. Coarse regions come
 * first: squares over a box would show what lies around it within it. Of a chunk the frames are counted from its first.
 */
export const hidePictures = (cut: Cut | null, size: Size, chunk: Frames | null = null): string =>
  hide(cut, size, 'constant', (first, last) => `between(n,${first},${last})`, chunk)

/**
 * The same, where pictures have the times of the recording, however few of them are left: each loses what is hidden at its own
 * time, wherever it is shown. Times reach half a frame further than those that `hidePictures` counts.
 */
export function hideWhenTaken(cut: Cut | null, size: Size): string {
  const seconds = (frame: number) => (frame + (cut ? framesOfCut(cut).first : 0)) / framesPerSecond
  return hide(
    cut,
    size,
    'taken',
    (first, last) => `between(t,${seconds(first - 0.5)},${seconds(last + 0.5)})`,
  )
}

/** Pictures that stand for a while each, one after the other. */
interface Standing {
  readonly seconds: number
  /** The last stands for what is left of the cut. */
  readonly count: number
  /** How often each comes, the same every time. */
  readonly times: number
}

/**
 * The same, where few pictures stand for all of the cut: each loses what is hidden at any moment while it stands. No time
 * that is hidden then shows what was to be seen just before it.
 */
export function hideWhileShown(cut: Cut | null, size: Size, { seconds, count, times }: Standing): string {
  const pictureAt = (frame: number) => Math.min(count - 1, Math.floor(frame / (seconds * framesPerSecond)))
  return hide(
    cut,
    size,
    'shown',
    (first, last) => `between(n,${times * pictureAt(first)},${times * (pictureAt(last) + 1) - 1})`,
  )
}

/** Whether it is time to hide, from one frame of the cut's until another, in what a filter knows of a picture. */
type Clock = (first: number, last: number) => string

/** `name` keeps labels apart where a graph hides twice. */
function hide(cut: Cut | null, size: Size, name: string, clock: Clock, chunk: Frames | null = null): string {
  const patches = patchesOf(cut, size, chunk)
  const whenever = ({ frames }: Patch) => frames.map(([first, last]) => clock(first, last)).join('+')
  const coarse = patches.filter(({ kind }) => kind === 'coarse')
  const boxes = patches.filter(({ kind }) => kind === 'box')
  return [
    ...coarse.map((patch, at) => squares(patch, `${name}${at}`, whenever(patch))),
    ...boxes.map((patch) => blackBox(patch, whenever(patch))),
  ].join('')
}

const blackBox = ({ x, y, width, height }: Patch, when: string): string =>
  `,drawbox=x=${x}:y=${y}:w=${width}:h=${height}:color=black:t=fill:enable='${when}'`

/**
 * The mean of each square and nothing else, whatever the region's size. Made of every frame and laid on only when wanted:
 * a branch that waits for its time makes ffmpeg keep all frames until then in memory.
 */
function squares({ x, y, width, height }: Patch, label: string, when: string): string {
  const [across, down] = [width, height].map((side) =>
    Math.min(mostCells, Math.max(1, Math.floor(side / leastCellPixels))),
  )
  const mean = `scale=${across}:${down}:flags=area,scale=${width}:${height}:flags=neighbor`
  const laid = `overlay=x=${x}:y=${y}:enable='${when}'`
  return `,split[${label}whole][${label}part];[${label}part]crop=${width}:${height}:${x}:${y},${mean}[${label}];[${label}whole][${label}]${laid}`
}

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
function framesOf(cut: Cut, { startMs, endMs }: Redaction): [number, number] | undefined {
  const { first: begins, end } = framesOfCut(cut)
  const first = Math.floor(frame(startMs)) - 1 - begins
  const last = Math.ceil(frame(endMs)) - begins
  return last < 0 || first >= end - begins ? undefined : [Math.max(0, first), last]
}

/** The same, counted from the first frame of a chunk; undefined where the chunk has none. */
function within(frames: [number, number] | undefined, chunk: Frames | null): [number, number] | undefined {
  if (!frames || !chunk) return frames
  const [first, last] = frames.map((frame) => frame - chunk.first) as [number, number]
  return last < 0 || first >= chunk.end - chunk.first ? undefined : [Math.max(0, first), last]
}

const frame = (ms: number): number => (ms * framesPerSecond) / 1000

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
    .map(({ startMs, endMs }) => {
      const first = Math.max(0, Math.floor(startMs / blockMs) - 1)
      return `between(n,${first},${Math.ceil(endMs / blockMs)})`
    })
  if (spans.length === 0) return ''
  return `asetnsamples=n=${blockMs * samplesPerMs}:p=0,volume=volume=0:enable='${spans.join('+')}',`
}
