import { describe, expect, test } from 'vitest'
import {
  grownBy,
  leastSide,
  movedBy,
  movedTo,
  offeredRegion,
  placeOf,
  type Region,
  regionBetween,
  scaledBy,
  withCorner,
} from '../../web/src/player/region.ts'

const region = (x: number, y: number, width: number, height: number): Region => ({ x, y, width, height })
const isInside = ({ x, y, width, height }: Region): boolean =>
  [x, y].every((value) => value >= 0) &&
  width >= leastSide &&
  height >= leastSide &&
  x + width <= 1 + 1e-6 &&
  y + height <= 1 + 1e-6

describe('a region', () => {
  test.each([
    [{ x: 0.1, y: 0.2 }, { x: 0.5, y: 0.4 }, region(0.1, 0.2, 0.4, 0.2)],
    [{ x: 0.5, y: 0.4 }, { x: 0.1, y: 0.2 }, region(0.1, 0.2, 0.4, 0.2)],
    // The pointer left the picture.
    [{ x: 0.5, y: 0.5 }, { x: 7, y: -3 }, region(0.5, 0, 0.5, 0.5)],
    // A press without a drag, also in the very corner.
    [{ x: 0.5, y: 0.5 }, { x: 0.5, y: 0.5 }, region(0.5, 0.5, leastSide, leastSide)],
    [{ x: 1, y: 1 }, { x: 1, y: 1 }, region(0.96, 0.96, leastSide, leastSide)],
  ])('lies between %j and %j', (a, b, wanted) => expect(regionBetween(a, b)).toEqual(wanted))

  test.each([
    [{ x: 0.02, y: -0.02 }, region(0.37, 0.33, 0.3, 0.3)],
    [{ x: -1, y: 1 }, region(0, 0.7, 0.3, 0.3)],
  ])('is moved by %j as far as there is picture, and keeps its size', (by, wanted) =>
    expect(movedBy(offeredRegion, by)).toEqual(wanted),
  )

  test('goes with its middle to where the picture was pressed', () => {
    expect(movedTo(offeredRegion, { x: 0.3, y: 0.8 })).toEqual(region(0.15, 0.65, 0.3, 0.3))
    expect(movedTo(offeredRegion, { x: 0, y: 1 })).toEqual(region(0, 0.7, 0.3, 0.3))
  })

  test('grows to the right and down, and to the left where there is no room; never away', () => {
    expect(grownBy(offeredRegion, { x: 0.1, y: -0.1 })).toEqual(region(0.35, 0.35, 0.4, 0.2))
    expect(grownBy(region(0.7, 0, 0.3, 0.3), { x: 0.1, y: 0 })).toEqual(region(0.6, 0, 0.4, 0.3))
    expect(grownBy(offeredRegion, { x: -1, y: 2 })).toEqual(region(0.35, 0, leastSide, 1))
  })

  test('is scaled about its middle', () => {
    expect(scaledBy(region(0.4, 0.4, 0.2, 0.2), 1.5)).toEqual(region(0.35, 0.35, 0.3, 0.3))
    expect(scaledBy(region(0.4, 0.4, 0.2, 0.2), 0.5)).toEqual(region(0.45, 0.45, 0.1, 0.1))
  })

  test('keeps the opposite corner while one is dragged, past it too', () => {
    const from = region(0.2, 0.2, 0.2, 0.2)
    expect(withCorner(from, 'se', { x: 0.6, y: 0.5 })).toEqual(region(0.2, 0.2, 0.4, 0.3))
    expect(withCorner(from, 'nw', { x: 0.1, y: 0.1 })).toEqual(region(0.1, 0.1, 0.3, 0.3))
    expect(withCorner(from, 'ne', { x: 0.1, y: 0.6 })).toEqual(region(0.1, 0.4, 0.1, 0.2))
  })

  test('stays inside of the picture, whatever is done to it', () => {
    let now: Region = offeredRegion
    let seed = 7
    const random = () => {
      seed = (seed * 16_807) % 2_147_483_647
      return seed / 2_147_483_647
    }
    const point = () => ({ x: random() * 3 - 1, y: random() * 3 - 1 })
    for (let n = 0; n < 2000; n += 1) {
      const acts = [
        () => movedBy(now, point()),
        () => movedTo(now, point()),
        () => grownBy(now, point()),
        () => scaledBy(now, random() * 3),
        () => withCorner(now, (['nw', 'ne', 'sw', 'se'] as const)[n % 4] ?? 'nw', point()),
        () => regionBetween(point(), point()),
      ]
      now = (acts[Math.floor(random() * acts.length)] ?? (() => now))()
      expect(isInside(now), JSON.stringify(now)).toBe(true)
    }
  })

  test.each([
    [region(0, 0, 0.2, 0.2), 'left', 'top'],
    [region(0.4, 0.4, 0.2, 0.2), 'middle', 'middle'],
    [region(0.7, 0.8, 0.3, 0.2), 'right', 'bottom'],
    [region(0, 0, 0.9, 0.1), 'all', 'top'],
    [region(0.8, 0.05, 0.1, 0.95), 'right', 'all'],
  ])('%j is said to be %s, %s', (at, across, down) => expect(placeOf(at)).toEqual({ across, down }))
})
