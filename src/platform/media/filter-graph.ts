import { type Frames, framesOfCut, longEnoughToPadMs } from './chunk-plan.ts'
import type { AudioFacts, Cut, MediaFacts, VideoFacts } from './facts.ts'
import { hidePictures, muteSounds } from './hide.ts'
import { type AudioRung, framesPerSecond, type RenditionPlan } from './rendition-plan.ts'
import { ceilingDb, type Level } from './sound-level.ts'

export interface FilterGraph {
  readonly text: string
  /** Labels to map, in the plan's order: one picture and (with sound) one sound for each rung. */
  readonly rungs: readonly { readonly picture: string; readonly sound: string | null }[]
  readonly soundAlone: string | null
}

/** What AAC encoders put before the first sample; players of fMP4 do not cut it away. */
const primingSamples = 1024
const usualSampleRate = 48_000

/**
 * One decode for all: the largest picture is scaled from the source, each smaller one from the one before. Of a cut,
 * nothing else comes out of it, and what the cut hides is hidden. Of a chunk, its pictures come out of it and nothing else.
 */
export function filterGraph(
  facts: MediaFacts,
  plan: RenditionPlan,
  toneMapping: boolean,
  cut: Cut | null = null,
  level: Level | null = null,
  chunk: Frames | null = null,
): FilterGraph {
  const chains: string[] = []
  const sounds = chunk ? [] : soundLabels(facts, plan, cut, level, chains)
  const { video } = facts
  const rungs = plan.video.map((rung, at) => ({ picture: `[v${rung.name}]`, sound: sounds[at] ?? null }))
  plan.video.forEach((rung, at) => {
    if (!video) return
    const from = at === 0 ? `[0:${video.index}]${timed(video, facts.durationMs, cut, chunk)},` : `[rest${at}]`
    const size = `scale=${rung.width}:${rung.height}:out_range=tv`
    const look = at === 0 ? `${tone(video, toneMapping)},format=yuv420p` : ''
    // Before anything smaller is made of it, and so in all that is.
    const hidden = at === 0 ? hidePictures(cut, rung, chunk) : ''
    const onward = at === plan.video.length - 1 ? `[v${rung.name}]` : `,split[v${rung.name}][rest${at + 1}]`
    chains.push(`${from}${size}${look}${hidden},setsar=1${onward}`)
  })
  return {
    text: chains.join(';'),
    rungs,
    soundAlone: plan.soundAlone ? (sounds[plan.video.length] ?? null) : null,
  }
}

/** HDR is brought to what every screen shows. After scaling: a quarter of the pixels, less than half of the time. */
export function tone(video: VideoFacts, toneMapping: boolean): string {
  if (!video.hdr || !toneMapping) return ''
  const transfer = video.hdr === 'pq' ? 'smpte2084' : 'arib-std-b67'
  // The input is named in full, because zscale refuses a picture whose primaries were never said.
  const linear = `zscale=tin=${transfer}:pin=bt2020:min=bt2020nc:rin=tv:t=linear:npl=100,format=gbrpf32le`
  return `,${linear},zscale=p=bt709,tonemap=hable:desat=0,zscale=t=bt709:m=bt709:r=tv`
}

/** Every untagged player guesses colours from the height, so that rungs would differ: say what it guesses for the source. */
export function tagged(video: VideoFacts): string {
  if (video.colourTagged || video.hdr) return ''
  const name = video.height >= 720 ? 'bt709' : 'smpte170m'
  return `setparams=color_primaries=${name}:color_trc=${name}:colorspace=${name},`
}

/** A frame begins before the end, and how long it lasts was guessed for some. */
const spareMs = 500
/**
 * Nothing from after the end, neither frames nor copies of the last. One damaged time in a transport stream made ffmpeg shift
 * a frame, or the end, by three hours, and fill them with three hundred thousand copies in memory.
 */
export const known = (name: 'select' | 'aselect', { durationMs }: Pick<MediaFacts, 'durationMs'>): string =>
  `${name}='lte(t,${(durationMs + spareMs) / 1000})',`

/** Constant frames from time 0: with variable ones, fMP4 showed pictures up to eight frames off. */
function timed(video: VideoFacts, durationMs: number, cut: Cut | null, chunk: Frames | null): string {
  const woven = `${known('select', { durationMs })}${video.interlaced ? 'bwdif=0:-1:1,' : ''}`
  if (chunk) {
    const from = startOfChunk(video, cut, chunk)
    return `${woven}${tagged(video)}${constantFrom(from.second)},${picturesBetween(from.skipped, chunk.end - chunk.first)}`
  }
  const constant = constantFrom(0)
  if (cut) {
    const { first, end } = framesOfCut(cut)
    return `${woven}${tagged(video)}${constant},${picturesBetween(first, end - first)}`
  }
  const missingMs = durationMs - video.endMs
  // Sound goes on after the picture: hold the last frame, so that all renditions end together.
  const held = missingMs > longEnoughToPadMs ? `,tpad=stop_mode=clone:stop_duration=${missingMs}ms` : ''
  const most = Math.ceil((durationMs * framesPerSecond) / 1000) + 1
  return `${woven}${tagged(video)}${constant},trim=end_frame=${most}${held}`
}

const constantFrom = (second: number): string => `fps=${framesPerSecond}:start_time=${second}`

/**
 * The very frames that the whole has at these times, the nearest ones where the times fall between two. They are
 * counted after the frames were made constant: what a seek finds in a recording depends on how it was made. The last
 * picture is held for as long as it takes, and the rate is said again, as newer versions of ffmpeg forget it at `setpts`.
 */
function picturesBetween(first: number, count: number): string {
  const rest = `tpad=stop=-1:stop_mode=clone,trim=start_frame=${first},setpts=PTS-STARTPTS`
  return `${rest},${constantFrom(0)},trim=end_frame=${count}`
}

/**
 * From which second of the recording on frames are made constant for a chunk, and how many of them come before its first. A
 * whole second is a whole number of ticks of every clock, so that each frame is rounded as in the whole encode. Where the picture has ended
 * by then, its last frame must still come.
 */
export function startOfChunk(
  { endMs }: Pick<VideoFacts, 'endMs'>,
  cut: Cut | null,
  chunk: Frames,
): { readonly second: number; readonly skipped: number } {
  const first = (cut ? framesOfCut(cut).first : 0) + chunk.first
  const second = Math.max(0, Math.min(Math.floor(first / framesPerSecond), Math.floor(endMs / 1000) - 1))
  return { second, skipped: first - second * framesPerSecond }
}

function soundLabels(
  facts: MediaFacts,
  plan: RenditionPlan,
  cut: Cut | null,
  level: Level | null,
  chains: string[],
): string[] {
  const { audio, durationMs } = facts
  if (!audio || !plan.audio) return []
  const labels = plan.video.map((rung) => `[a${rung.name}]`)
  if (plan.soundAlone) labels.push('[aaudio]')
  const split = labels.length > 1 ? `,asplit=${labels.length}` : ''
  const wanted = cut ?? { inMs: 0, outMs: durationMs }
  if (labels.length > 0)
    chains.push(`${soundChain(facts, audio, plan.audio, wanted, level)}${split}${labels.join('')}`)
  return labels
}

/** The cut's first samples give way to the encoder's priming, so that the rest is heard on time. */
export function soundChain(
  whole: Pick<MediaFacts, 'durationMs'>,
  audio: AudioFacts,
  rung: HeardAs,
  cut: Cut,
  level: Level | null = null,
): string {
  const samplesPerMs = samplesPerMsOf(rung)
  const first = cut.inMs * samplesPerMs + primingSamples
  const end = Math.max(first + primingSamples, cut.outMs * samplesPerMs)
  return [
    soundBetween(whole, audio, rung, cut, first, end),
    ...levelled(level, samplesPerMs),
    // ffmpeg 5 can hand the encoder frames it made before it knew their size: “more samples than frame size”.
    `asetnsamples=n=${primingSamples}:p=0`,
  ].join(',')
}

type HeardAs = Pick<AudioRung, 'channels' | 'sampleRate'>

const samplesPerMsOf = ({ sampleRate = usualSampleRate }: HeardAs): number => sampleRate / 1000

/**
 * The sound at its rung's rate (48 kHz unless said) from one sample of the recording to another, folded to the channels that
 * are wanted, and silent where the cut says so.
 */
export function soundBetween(
  whole: Pick<MediaFacts, 'durationMs'>,
  audio: AudioFacts,
  rung: HeardAs,
  cut: Cut,
  first: number,
  end: number,
): string {
  const samplesPerMs = samplesPerMsOf(rung)
  const layout = rung.channels === 2 ? 'stereo' : 'mono'
  return [
    `[0:${audio.index}]${known('aselect', whole)}aresample=${samplesPerMs * 1000}:async=1:first_pts=0`,
    `aformat=channel_layouts=${layout}`,
    `${muteSounds(cut, samplesPerMs)}apad=whole_len=${end}`,
    `atrim=start_sample=${first}:end_sample=${end}`,
    'asetpts=PTS-STARTPTS',
  ].join(',')
}

/** What the limiter looks ahead; it is late by a sample less. */
const lookAheadMs = 5

/** Made louder, and peaks held below the ceiling. Neither hears anything from before the first sample or after the last. */
function levelled(level: Level | null, samplesPerMs: number): string[] {
  if (!level) return []
  const { gainDb, limited } = level
  // In floating point, so that nothing is cut off between the two.
  const louder = gainDb > 0 ? [`volume=${gainDb}dB:precision=double`] : []
  if (!limited) return louder
  const limit = (10 ** (ceilingDb / 20)).toFixed(3)
  const late = lookAheadMs * samplesPerMs - 1
  return [
    `apad=pad_len=${late}`,
    ...louder,
    `alimiter=limit=${limit}:attack=${lookAheadMs}:release=50:level=false`,
    `atrim=start_sample=${late}`,
    'asetpts=PTS-STARTPTS',
  ]
}
