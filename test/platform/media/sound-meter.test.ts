import { describe, expect, test } from 'vitest'
import { drawnPeaks, frameMs, SoundMeter, samplesPerSecond } from '../../../src/platform/media/sound-meter.ts'

const silent = { gainDb: 0, limited: false }

/** Samples of as many channels as there are functions of time in seconds, -1..1. */
function samplesOf(seconds: number, ...channels: ((t: number) => number)[]): Buffer {
  const frames = Math.round(seconds * samplesPerSecond)
  const bytes = Buffer.alloc(2 * channels.length * frames)
  for (let at = 0; at < frames; at++)
    channels.forEach((channel, n) => {
      const value = Math.round(32_767 * channel(at / samplesPerSecond))
      bytes.writeInt16LE(value, 2 * (at * channels.length + n))
    })
  return bytes
}
const tone =
  (hertz: number, amplitude: number) =>
  (t: number): number =>
    amplitude * Math.sin(2 * Math.PI * hertz * t)
function metered(bytes: Buffer, channels: 1 | 2, lengthMs: number) {
  const meter = new SoundMeter(channels, lengthMs)
  meter.add(bytes)
  return meter.end()
}

describe('the meter', () => {
  test('says the same in whatever pieces sound arrives, halves of samples among them', () => {
    const bytes = samplesOf(1, tone(300, 0.5), tone(900, 0.1))
    const meter = new SoundMeter(2, 1000)
    for (let at = 0, size = 1; at < bytes.length; at += size, size = (size * 7) % 1009) {
      meter.add(bytes.subarray(at, at + size))
    }
    expect(meter.end()).toEqual(metered(bytes, 2, 1000))
  })

  test('hears a voice that the two channels together would cancel out', () => {
    const { amplitudes, levels } = metered(samplesOf(0.5, tone(300, 0.5), tone(300, -0.5)), 2, 500)
    expect(amplitudes.every((amplitude) => amplitude > 16_000)).toBe(true)
    expect(levels.at(-1)).toBeGreaterThan(-11)
  })

  test('counts a voice in full and what is below voices for little', () => {
    const voice = metered(samplesOf(1, tone(500, 0.1)), 1, 1000).levels.at(-1) ?? 0
    const rumble = metered(samplesOf(1, tone(30, 0.1)), 1, 1000).levels.at(-1) ?? 0
    expect(voice).toBeGreaterThan(-24.5)
    expect(rumble).toBeLessThan(voice - 12)
  })

  test('of silence is numbers too', () => {
    const { amplitudes, levels } = metered(
      samplesOf(1, () => 0),
      1,
      1000,
    )
    expect([...new Set(amplitudes)]).toEqual([0])
    expect([...new Set(levels)]).toEqual([-100])
  })

  test('takes the loudest a sample can be, which has no positive twin', () => {
    const bytes = Buffer.alloc(2 * 800)
    for (let at = 0; at < 800; at++) bytes.writeInt16LE(-32_768, 2 * at)
    const { amplitudes } = metered(bytes, 1, 100)
    expect([...amplitudes]).toEqual([32_768, 32_768])
    expect([...drawnPeaks(amplitudes, silent)]).toEqual([255, 255])
  })

  test.each([
    [200, 4],
    [130, 3],
    [1, 1],
    [0, 1],
  ])('of %d ms has %d peaks, however much arrives', (lengthMs, peaks) => {
    expect(metered(samplesOf(1, tone(300, 0.5)), 1, lengthMs).amplitudes).toHaveLength(peaks)
  })

  test('of less than it was to be has silence at the end', () => {
    const { amplitudes, levels } = metered(samplesOf(0.06, tone(300, 0.5)), 1, 250)
    expect(frameMs).toBe(50)
    expect([...amplitudes].map((amplitude) => amplitude > 0)).toEqual([true, true, false, false, false])
    expect(levels.every(Number.isFinite)).toBe(true)
  })
})

describe('a drawn peak', () => {
  const drawn = (db: number, level = silent) =>
    drawnPeaks(Uint16Array.of(Math.round(2 ** 15 * 10 ** (db / 20))), level)[0]

  test.each([
    [0, 255],
    [-6, 230],
    [-30, 127],
    [-54, 25],
    [-60, 0],
    [-80, 0],
  ])('of %d dB is %d: each step is as much louder', (db, peak) => {
    expect(drawn(db)).toBe(peak)
  })

  test('of nothing is 0', () => {
    expect([...drawnPeaks(new Uint16Array(2), { gainDb: 20, limited: true })]).toEqual([0, 0])
  })

  test('is of what is played: louder by the gain, and no louder than the limiter lets it be', () => {
    expect(drawn(-40, { gainDb: 20, limited: false })).toBe(drawn(-20))
    expect(drawn(-5, { gainDb: 20, limited: true })).toBe(drawn(-1.5))
  })
})
