import type { Thread } from '../../../src/threads/schemas.ts'

/** Part of the upright picture, in fractions of it, from its top left corner. */
export type Region = NonNullable<Thread['region']>

export interface Point {
  readonly x: number
  readonly y: number
}

/** Smaller than this, nobody finds it in the picture, nor its handles. */
export const leastSide = 0.04

/** What is offered to who has no pointer: something in the middle, to be moved. */
export const offeredRegion: Region = { x: 0.35, y: 0.35, width: 0.3, height: 0.3 }

export type Corner = 'nw' | 'ne' | 'sw' | 'se'
export const corners: readonly Corner[] = ['nw', 'ne', 'sw', 'se']

const within = (value: number, most = 1): number => Math.min(Math.max(0, value), most)
/** Finer than a pixel of any picture here, and no endless decimals in what is sent. */
const rounded = (value: number): number => Math.round(value * 10_000) / 10_000

/** What lies between two points, in whatever order, wherever the pointer went; never too small to be found again. */
export function regionBetween(a: Point, b: Point): Region {
  const [x, width] = sideBetween(a.x, b.x)
  const [y, height] = sideBetween(a.y, b.y)
  return { x, y, width, height }
}

function sideBetween(a: number, b: number): [start: number, length: number] {
  const from = rounded(within(Math.min(a, b), 1 - leastSide))
  const to = rounded(within(Math.max(a, b)))
  return [from, rounded(Math.max(leastSide, to - from))]
}

/** As large as it is, elsewhere in the picture. */
export const movedBy = ({ x, y, width, height }: Region, by: Point): Region => ({
  ...{ x: rounded(within(x + by.x, 1 - width)), y: rounded(within(y + by.y, 1 - height)) },
  ...{ width, height },
})

export const movedTo = (region: Region, { x, y }: Point): Region =>
  movedBy(region, { x: x - region.x - region.width / 2, y: y - region.y - region.height / 2 })

/** Wider and higher, or less so; its top left corner stays as long as there is room. */
export function grownBy({ x, y, width, height }: Region, by: Point): Region {
  const side = (start: number, length: number, more: number): [number, number] => {
    const next = rounded(Math.min(1, Math.max(leastSide, length + more)))
    return [rounded(Math.min(start, 1 - next)), next]
  }
  const [left, wide] = side(x, width, by.x)
  const [top, high] = side(y, height, by.y)
  return { x: left, y: top, width: wide, height: high }
}

/** The same about its own middle. */
export function scaledBy(region: Region, factor: number): Region {
  const more = { x: region.width * (factor - 1), y: region.height * (factor - 1) }
  return grownBy(movedBy(region, { x: -more.x / 2, y: -more.y / 2 }), more)
}

/** With one corner dragged to a point; the opposite one stays. */
export function withCorner({ x, y, width, height }: Region, corner: Corner, to: Point): Region {
  return regionBetween(
    { x: corner.endsWith('w') ? x + width : x, y: corner.startsWith('n') ? y + height : y },
    to,
  )
}

/** Where a person would say it is. */
export interface Place {
  readonly across: 'left' | 'middle' | 'right' | 'all'
  readonly down: 'top' | 'middle' | 'bottom' | 'all'
}

const most = 0.8

export const placeOf = ({ x, y, width, height }: Region): Place => ({
  across: width > most ? 'all' : (['left', 'middle', 'right'] as const)[third(x + width / 2)],
  down: height > most ? 'all' : (['top', 'middle', 'bottom'] as const)[third(y + height / 2)],
})

const third = (middle: number): 0 | 1 | 2 => (middle < 1 / 3 ? 0 : middle <= 2 / 3 ? 1 : 2)
