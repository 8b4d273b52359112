import type { AudioFacts, MediaFacts, VideoFacts } from './facts.ts'
import { type AudioRung, framesPerSecond, type RenditionPlan } from './rendition-plan.ts'

export interface FilterGraph {
  readonly text: string
  /** Labels to map, in the plan's order: one picture and (with sound) one sound for each rung. */
  readonly rungs: readonly { readonly picture: string; readonly sound: string | null }[]
  readonly soundAlone: string | null
}

/** What AAC encoders put before the first sample; players of fMP4 do not cut it away. */
const primingSamples = 1024
const longEnoughToPadMs = 50

/** One decode for all: the largest picture is scaled from the source, each smaller one from the one before. */
export function filterGraph(facts: MediaFacts, plan: RenditionPlan, toneMapping: boolean): FilterGraph {
  const chains: string[] = []
  const sounds = soundLabels(facts, plan, chains)
  const { video } = facts
  const rungs = plan.video.map((rung, at) => ({ picture: `[v${rung.name}]`, sound: sounds[at] ?? null }))
  plan.video.forEach((rung, at) => {
    if (!video) return
    const from = at === 0 ? `[0:${video.index}]${timed(video, facts.durationMs)},` : `[rest${at}]`
    const size = `scale=${rung.width}:${rung.height}:out_range=tv`
    const look = at === 0 ? `${tone(video, toneMapping)},format=yuv420p` : ''
    const onward = at === plan.video.length - 1 ? `[v${rung.name}]` : `,split[v${rung.name}][rest${at + 1}]`
    chains.push(`${from}${size}${look},setsar=1${onward}`)
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

/** Constant frames from time 0: with variable ones, fMP4 showed pictures up to eight frames off. */
function timed(video: VideoFacts, durationMs: number): string {
  const woven = video.interlaced ? 'bwdif=0:-1:1,' : ''
  const missingMs = durationMs - video.endMs
  // Sound goes on after the picture: hold the last frame, so that all renditions end together.
  const held = missingMs > longEnoughToPadMs ? `,tpad=stop_mode=clone:stop_duration=${missingMs}ms` : ''
  return `${woven}${tagged(video)}fps=${framesPerSecond}:start_time=0${held}`
}

function soundLabels({ audio, durationMs }: MediaFacts, plan: RenditionPlan, chains: string[]): string[] {
  if (!audio || !plan.audio) return []
  const labels = plan.video.map((rung) => `[a${rung.name}]`)
  if (plan.soundAlone) labels.push('[aaudio]')
  const split = labels.length > 1 ? `,asplit=${labels.length}` : ''
  if (labels.length > 0) chains.push(`${soundChain(audio, plan.audio, durationMs)}${split}${labels.join('')}`)
  return labels
}

/** Its first samples give way to the encoder's priming, so that the rest is heard on time. */
export function soundChain(audio: AudioFacts, rung: AudioRung, durationMs: number): string {
  const samples = Math.round((durationMs * 48_000) / 1000)
  const length = Math.max(primingSamples, samples - primingSamples)
  const layout = rung.channels === 2 ? 'stereo' : 'mono'
  return [
    `[0:${audio.index}]aresample=48000:async=1:first_pts=0`,
    `aformat=channel_layouts=${layout}`,
    `apad=whole_len=${length + primingSamples}`,
    `atrim=start_sample=${primingSamples}:end_sample=${length + primingSamples}`,
    'asetpts=PTS-STARTPTS',
    // ffmpeg 5 can hand the encoder frames it made before it knew their size: “more samples than frame size”.
    `asetnsamples=n=${primingSamples}:p=0`,
  ].join(',')
}
