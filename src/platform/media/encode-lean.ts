import { type EncodeJob, encode, lengthOf, soundOutput, wantedOf } from './encode.ts'
import type { VideoFacts } from './facts.ts'
import { known, soundChain, tagged, tone } from './filter-graph.ts'
import { hideWhenTaken, hideWhileShown } from './hide.ts'
import { hlsOptions, nothingElse, outputOf, readPackaged } from './package-rendition.ts'
import type { Packaged } from './packaged.ts'
import type { LeanPlan } from './rendition-plan.ts'

/** A new picture so often, where the recording has one; it stands for the time from its own on, never for an earlier one. */
const stillSeconds = 4
/** Between two stills the picture says that nothing changed: a few bytes, and players are not left waiting for seconds. */
const framesPerSecond = 2
const segmentSeconds = 8
/** Bits per second on average, whatever moves; a still may take half of a segment's at once. */
const maxRate = 28_000
const bufferBits = 8 * maxRate
const crf = 30
/** Keyframes at least so often are as good as a decode of everything, at a tenth of its price. */
const mostBetweenKeyframesMs = 10_000

/** Makes stills and speech in one object, at some ten thousand bits a second. */
export async function encodeLean(job: EncodeJob & { readonly plan: LeanPlan }): Promise<Packaged> {
  const { facts, plan, tools } = job
  const { video, audio } = facts
  const picture = video && plan.picture
  const chains: string[] = []
  const outputs: string[] = []
  if (picture) {
    chains.push(`${stillsChain(job, video, picture, tools.hasToneMapping)}[stills]`)
    outputs.push('-map', '[stills]', ...pictureOutput)
  }
  if (audio && plan.sound) {
    chains.push(`${soundChain(facts, audio, plan.sound, wantedOf(job), job.level)}[speech]`)
    outputs.push(...soundOutput('[speech]', plan.sound))
  }
  const bitRate = (picture ? maxRate : 0) + (plan.sound?.bitRate ?? 0)
  await encode(
    job,
    ['lean'],
    (3 * bitRate * lengthOf(job)) / 8000,
    [
      ...['-filter_complex', chains.join(';')],
      ...outputs,
      ...nothingElse,
      ...hlsOptions('encoded', segmentSeconds),
      ...outputOf('lean'),
    ],
    picture && readsKeyframes(video) ? ['-skip_frame:v', 'nokey'] : [],
  )
  return readPackaged(job.folder, 'lean', picture)
}

/** Whether the keyframes alone show enough. */
export const readsKeyframes = ({ keyframeGapMs }: Pick<VideoFacts, 'keyframeGapMs'>): boolean =>
  keyframeGapMs <= mostBetweenKeyframesMs

/** Of the pictures that there are, the last that is not after its time. */
const steady = `fps=${framesPerSecond}:round=up:start_time=0`
const held = 'tpad=stop=-1:stop_mode=clone'

/**
 * One picture for each stretch of `stillSeconds`: the last that was seen before it begins. Of a cut, nothing from outside
 * comes into it, so its first still may be of a moment later. The last one is held to the end.
 *
 * A still has lost what is hidden at the time that it is of, and what is hidden at any time while it stands. Which picture
 * becomes a still says nothing of its time any more, so the first is done to each that could become one, at its final size
 * and in its final colours.
 */
function stillsChain(
  job: EncodeJob,
  video: VideoFacts,
  size: NonNullable<LeanPlan['picture']>,
  toneMapping: boolean,
): string {
  const { inMs, outMs } = wantedOf(job)
  const cut = job.cut ?? null
  const frames = Math.max(1, Math.round(((outMs - inMs) * framesPerSecond) / 1000))
  const framesPerStill = stillSeconds * framesPerSecond
  const look = [
    // The next picture is seconds away: of two that are woven into one, one is taken.
    ...(video.interlaced ? ['field=top'] : []),
    `${tagged(video)}scale=${size.width}:${size.height}:out_range=tv${tone(video, toneMapping)}`,
    'format=yuv420p',
  ]
  const taken = hideWhenTaken(cut, size)
  const count = Math.ceil(frames / framesPerStill)
  const shown = hideWhileShown(cut, size, { seconds: stillSeconds, count, times: framesPerStill })
  const stills = [
    `setpts=PTS-${inMs / 1000}/TB`,
    // Twice a second first: at the end of what it is given, `fps` drops a picture that no full step follows.
    ...[steady, held, `trim=end_frame=${frames}`, `select='not(mod(n,${framesPerStill}))'`],
  ]
  return [
    `[0:${video.index}]${known('select', job.facts)}select='gte(t,${inMs / 1000})*lt(t,${outMs / 1000})'`,
    // Few are looked at where nothing is hidden. Behind `overlay` the last picture takes no time, and `fps` would drop it.
    ...(taken
      ? [`${look.join(',')}${taken}`, 'tpad=stop=1:stop_mode=clone', ...stills]
      : [...stills, ...look]),
    'setsar=1',
    ...[steady, held, `trim=end_frame=${frames}${shown}`],
  ].join(',')
}

const pictureOutput: readonly string[] = [
  // There are few pictures: each may take its time.
  ...['-c:v', 'libx264', '-preset', 'medium', '-profile:v', 'high', '-pix_fmt', 'yuv420p', '-bf', '0'],
  ...['-crf', String(crf), '-maxrate', String(maxRate), '-bufsize', String(bufferBits), '-threads:v', '1'],
  ...['-g', String(segmentSeconds * framesPerSecond), '-sc_threshold', '0'],
  ...['-force_key_frames', `expr:gte(t,n_forced*${segmentSeconds})`],
]
