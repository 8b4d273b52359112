import type { Region } from '../player/region.ts'

/** As the encoder has it: so few that a face is no face. */
const mostCells = 4
/** A small region has fewer, or its squares would be the picture. */
const leastCellPixels = 8

/** Into how many squares a part of a picture is made. */
export function coarseCells(
  { width, height }: Region,
  pictureWidth: number,
  pictureHeight: number,
): { readonly across: number; readonly down: number } {
  const count = (pixels: number) => Math.min(mostCells, Math.max(1, Math.floor(pixels / leastCellPixels)))
  return { across: count(width * pictureWidth), down: count(height * pictureHeight) }
}
