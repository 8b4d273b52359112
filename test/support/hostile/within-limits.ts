import { expect } from 'vitest'
import { containers, type MediaFacts } from '../../../src/platform/media/facts.ts'

const spareMs = 1000

/** Holds facts to what everything that is done with them relies on. */
export function expectWithinLimits(facts: MediaFacts, limitMs: number): void {
  const longest = limitMs + spareMs
  const times = [facts.durationMs]
  expect(containers).toContain(facts.container)
  expect(facts.durationMs).toBeGreaterThanOrEqual(20)
  expect(Number.isFinite(facts.bitRate) && facts.bitRate >= 0).toBe(true)
  expect(facts.video !== null || facts.audio !== null).toBe(true)
  if (facts.capturedAt !== null) expect(facts.capturedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  const { video, audio } = facts
  if (video) {
    times.push(video.startMs, video.endMs, video.keyframeGapMs)
    const sides = [video.codedWidth, video.codedHeight, video.width, video.height]
    expect(sides.every((side) => Number.isInteger(side) && side >= 1 && side <= 8192)).toBe(true)
    expect(video.codedWidth * video.codedHeight).toBeLessThanOrEqual(9_500_000)
    expect(video.frameRate >= 0 && video.frameRate <= 1000).toBe(true)
    expect(video.sampleAspect >= 0.25 && video.sampleAspect <= 4).toBe(true)
    expect([0, 90, 180, 270]).toContain(video.rotation)
  }
  if (audio) {
    times.push(audio.startMs, audio.endMs)
    expect(Number.isInteger(audio.channels) && audio.channels >= 1 && audio.channels <= 64).toBe(true)
    expect(audio.sampleRate >= 1 && audio.sampleRate <= 768_000).toBe(true)
  }
  for (const time of times) {
    expect(Number.isInteger(time)).toBe(true)
    expect(Math.abs(time)).toBeLessThanOrEqual(longest)
  }
  for (const stream of [video, audio]) {
    expect(stream === null || (stream.index >= 0 && Number.isInteger(stream.index))).toBe(true)
    const texts = stream ? [stream.codec, stream.profile ?? '', video?.pixelFormat ?? ''] : []
    for (const text of texts) expect(text.length).toBeLessThanOrEqual(200)
  }
  // It is kept as JSON, and read back by other steps.
  expect(JSON.parse(JSON.stringify(facts))).toEqual(facts)
}
