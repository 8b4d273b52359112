import { describe, expect, test } from 'vitest'
import { soundPaths, talkMs } from '../../web/src/player/sound-paths.ts'

const barsIn = (path: string): string[] => path.match(/M\d+/g) ?? []

describe('the strip of sound', () => {
  test('has a bar for each peak, where it belongs and as high as it is loud', () => {
    const { rest, talk } = soundPaths({ peaks: [255, 51, 0, 102], msPerPeak: 50, talk: [] })
    expect(rest).toBe('M0 0h1v200h-1zM1 80h1v40h-1zM3 60h1v80h-1z')
    expect(talk).toBe('')
  })

  test('sets bars apart in which people talk, also for a part of their time', () => {
    const { rest, talk } = soundPaths({
      peaks: Array.from({ length: 10 }, () => 100),
      msPerPeak: 100,
      talk: [
        { startMs: 100, endMs: 200 },
        { startMs: 350, endMs: 401 },
        { startMs: 401, endMs: 402 },
        { startMs: 900, endMs: 1000 },
      ],
    })
    expect(barsIn(talk)).toEqual(['M1', 'M3', 'M4', 'M9'])
    expect(barsIn(rest)).toEqual(['M0', 'M2', 'M5', 'M6', 'M7', 'M8'])
  })

  test('is nothing of silence, and of nothing', () => {
    expect(soundPaths({ peaks: [0, 0], msPerPeak: 50, talk: [] })).toEqual({ talk: '', rest: '' })
    expect(soundPaths({ peaks: [], msPerPeak: 1, talk: [{ startMs: 0, endMs: 5 }] })).toEqual({
      ...{ talk: '', rest: '' },
    })
  })

  test('says how long people talk in all', () => {
    expect(talkMs([])).toBe(0)
    expect(
      talkMs([
        { startMs: 500, endMs: 1500 },
        { startMs: 2000, endMs: 4000 },
      ]),
    ).toBe(3000)
  })
})
