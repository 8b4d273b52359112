import type { AudioFacts, MediaFacts, VideoFacts } from '../../src/platform/media/facts.ts'

/** The picture of an ordinary phone clip of ten seconds. */
export const someVideo = (changes: Partial<VideoFacts> = {}): VideoFacts => ({
  index: 0,
  codec: 'h264',
  profile: 'High',
  pixelFormat: 'yuv420p',
  codedWidth: 1280,
  codedHeight: 720,
  width: 1280,
  height: 720,
  rotation: 0,
  mirrored: false,
  sampleAspect: 1,
  frameRate: 30,
  variableFrameRate: false,
  interlaced: false,
  hdr: null,
  colourTagged: true,
  startMs: 0,
  endMs: 10_000,
  keyframeGapMs: 1000,
  hasBFrames: false,
  hasHiddenFrames: false,
  ...changes,
})

export const someAudio = (changes: Partial<AudioFacts> = {}): AudioFacts => ({
  index: 1,
  codec: 'aac',
  profile: 'LC',
  channels: 2,
  sampleRate: 48_000,
  startMs: 0,
  endMs: 10_000,
  ...changes,
})

export const someFacts = (changes: Partial<MediaFacts> = {}): MediaFacts => ({
  container: 'mov',
  bytes: 5_000_000,
  durationMs: 10_000,
  bitRate: 4_000_000,
  video: someVideo(),
  audio: someAudio(),
  capturedAt: null,
  ...changes,
})
