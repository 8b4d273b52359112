import type { MediaFacts } from './facts.ts'
import { framesPerSecond } from './rendition-plan.ts'

const maxBitRate = 16_000_000
const maxArea = 1920 * 1088
const maxKeyframeGapMs = 5000
const maxEndsApartMs = 300
/** The copy begins at 0 whatever it began at: past half a frame it would disagree with what is encoded. */
const latestStartMs = 1000 / framesPerSecond / 2
const maxStartsApartMs = 20

/** Whether the recording can be played in every browser as it is, only packaged anew. */
export const mayRemux = (facts: MediaFacts): boolean => remuxObstacles(facts).length === 0

/** Why a recording cannot be remuxed, in words for the log; empty when it can. Sound is encoded anew where it must be. */
export function remuxObstacles(facts: MediaFacts): readonly string[] {
  const { video } = facts
  // The HLS init segment loses the display matrix: the picture would lie on its side.
  const isTurned = video !== null && (video.rotation !== 0 || video.mirrored)
  return [...copyObstacles(facts), ...(isTurned ? ['turned by its display matrix'] : [])]
}

/** Why a recording cannot be played as one file either, turned as it says; empty when it can. */
export function fileObstacles(facts: MediaFacts): readonly string[] {
  const obstacles = [...copyObstacles(facts)]
  // Not every browser turns pictures over.
  if (facts.video?.mirrored) obstacles.push('mirrored')
  if (facts.audio && !mayCopySound(facts)) obstacles.push(`sound ${facts.audio.codec}`)
  return obstacles
}

function copyObstacles(facts: MediaFacts): readonly string[] {
  const { video, audio } = facts
  if (!video) return ['no picture']
  const profile = video.profile?.replace(/^Constrained /, '') ?? ''
  const checks: readonly (readonly [boolean, string])[] = [
    [facts.container === 'mov' || facts.container === 'matroska', `container ${facts.container}`],
    [video.codec === 'h264', `codec ${video.codec}`],
    [video.pixelFormat === 'yuv420p', `pixel format ${video.pixelFormat}`],
    [['Baseline', 'Main', 'High'].includes(profile), `profile ${video.profile}`],
    [!video.interlaced, 'interlaced'],
    [video.sampleAspect === 1, 'pixels that are not square'],
    [video.codedWidth * video.codedHeight <= maxArea, 'larger than 1080p'],
    [facts.bitRate <= maxBitRate, `${facts.bitRate} bits per second`],
    [!video.variableFrameRate, 'variable frame rate'],
    [Math.abs(video.startMs) < latestStartMs, `starts at ${video.startMs} ms`],
    [!video.hasHiddenFrames, 'frames cut away by an edit list'],
    [video.keyframeGapMs <= maxKeyframeGapMs, `${video.keyframeGapMs} ms between keyframes`],
    [video.hdr === null, 'HDR'],
    // The copied picture is as long as it is; when the sound goes on, the playlist would end too early.
    [!audio || Math.abs(video.endMs - audio.endMs) <= maxEndsApartMs, 'sound and picture end apart'],
  ]
  return checks.filter(([holds]) => !holds).map(([, obstacle]) => obstacle)
}

/** Whether the sound may be copied along, or must be encoded: a copy begins with the picture, whenever it began. */
export const mayCopySound = ({ video, audio }: MediaFacts): boolean =>
  audio !== null &&
  audio.codec === 'aac' &&
  audio.profile === 'LC' &&
  audio.channels <= 2 &&
  Math.abs(audio.startMs - (video?.startMs ?? 0)) <= maxStartsApartMs &&
  (audio.sampleRate === 44_100 || audio.sampleRate === 48_000)
