import { describe, expect, test } from 'vitest'
import { findTalk, unheard } from '../../../src/platform/media/find-talk.ts'

const frameMs = 50

/** Levels of stretches one after the other: so many milliseconds at so many dB, which waver by some. */
function levelsOf(stretches: readonly (readonly [ms: number, db: number])[], waver = 1.5): Float32Array {
  let seed = 7
  const next = () => {
    seed = (seed * 16_807) % 2_147_483_647
    return seed / 2_147_483_647 - 0.5
  }
  return Float32Array.from(
    stretches.flatMap(([ms, db]) =>
      Array.from({ length: ms / frameMs }, () =>
        db === unheard ? db : Math.max(-100, db + 2 * waver * next()),
      ),
    ),
  )
}
const talkIn = (stretches: readonly (readonly [number, number])[], waver?: number) =>
  findTalk(
    levelsOf(stretches, waver),
    frameMs,
    stretches.reduce((sum, [ms]) => sum + ms, 0),
  )

describe('talk', () => {
  test.each([-75, -60, -45, -30])('is found above a room at %d dB, wherever that is', (room) => {
    const talk = room + 20
    expect(
      talkIn([
        [3000, room],
        [2000, talk],
        [1500, room],
        [4000, talk],
        [3000, room],
      ]),
    ).toEqual(
      talk < -65
        ? []
        : [
            [3000, 5000],
            [6500, 10_500],
          ],
    )
  })

  test('is found above each room, where a fan goes on for half of the time', () => {
    const part = (room: number) =>
      [
        [20_000, room],
        [5000, room + 20],
        [35_000, room],
      ] as const
    const found = talkIn([...part(-60), ...part(-60), ...part(-35), ...part(-35)])
    expect(found).toContainEqual([20_000, 25_000])
    expect(found).toContainEqual([80_000, 85_000])
    expect(found).toContainEqual([200_000, 205_000])
    // The fan stands out while it begins, and is the room soon after.
    const wrong = found.filter(([startMs]) => ![20_000, 80_000, 140_000, 200_000].includes(startMs))
    expect(wrong.reduce((sum, [startMs, endMs]) => sum + endMs - startMs, 0)).toBeLessThan(30_000)
  })

  test('is one stretch over gaps within a sentence, and two over a pause', () => {
    const spoken = (gapMs: number) =>
      talkIn([
        [3000, -60],
        [1000, -30],
        [gapMs, -60],
        [1000, -30],
        [3000, -60],
      ])
    expect(spoken(650)).toEqual([[3000, 5650]])
    expect(spoken(700)).toEqual([
      [3000, 4000],
      [4700, 5700],
    ])
  })

  test('is no click, and no chair; a “yes” is', () => {
    const lasting = (ms: number) =>
      talkIn([
        [3000, -60],
        [ms, -25],
        [3000, -60],
      ])
    expect(lasting(100)).toEqual([])
    expect(lasting(250)).toEqual([])
    expect(lasting(300)).toEqual([[3000, 3300]])
  })

  test('is not made of clicks that follow one another', () => {
    const click = [
      [100, -25],
      [500, -60],
    ] as const
    expect(talkIn([[3000, -60], ...Array.from({ length: 10 }, () => click).flat(), [3000, -60]])).toEqual([])
  })

  test('goes on while it fades, and does not flutter at the line', () => {
    expect(
      talkIn([
        [3000, -60],
        [1000, -48],
        [1000, -53],
        [3000, -60],
      ]),
    ).toEqual([[3000, 5000]])
    expect(
      talkIn([
        [3000, -60],
        [1000, -54.5],
        [3000, -60],
      ]),
    ).toEqual([])
  })

  test('that somebody goes on with for minutes is found by the gaps between words', () => {
    const word = [
      [400, -30],
      [100, -58],
    ] as const
    const found = talkIn(Array.from({ length: 600 }, () => word).flat())
    expect(found).toEqual([[0, 299_900]])
  })

  test('is nowhere in silence, in nothing, and in a noise that never changes', () => {
    expect(talkIn([[60_000, -100]], 0)).toEqual([])
    expect(talkIn([[60_000, -20]])).toEqual([])
    expect(findTalk(new Float32Array(0), frameMs, 0)).toEqual([])
    expect(findTalk(Float32Array.of(-20, -100, -100, -100), frameMs, 200)).toEqual([])
  })

  test.each([
    ['all else was muted', unheard, 40_000, 5000],
    ['much was taken out before it came to us', -100, 20_000, 15_000],
  ])('is not the room, where %s', (_, nothing, takenMs, roomMs) => {
    expect(
      talkIn([
        [takenMs, nothing],
        [roomMs, -50],
        [1000, -25],
        [roomMs, -50],
        [takenMs, nothing],
      ]),
    ).toEqual([[takenMs + roomMs, takenMs + roomMs + 1000]])
  })

  test('is found in a call that sends nothing in pauses', () => {
    const turn = [
      [4000, -30],
      [1500, -100],
    ] as const
    expect(talkIn([...turn, ...turn, ...turn])).toEqual([
      [0, 4000],
      [5500, 9500],
      [11_000, 15_000],
    ])
  })

  test('ends with the clip', () => {
    const levels = levelsOf([
      [3000, -60],
      [2000, -30],
    ])
    expect(findTalk(levels, frameMs, 4970)).toEqual([[3000, 4970]])
  })
})
