import type { Region } from '../player/region.ts'

/** As many squares along the longer side of the whole picture: faces that fill a fifth of it are a handful. */
const squaresAlong = 32

/** Into how many squares a part of a picture is made. */
export function coarseCells(
  { width, height }: Region,
  pictureWidth: number,
  pictureHeight: number,
): { readonly across: number; readonly down: number } {
  const square = Math.max(pictureWidth, pictureHeight) / squaresAlong
  const count = (length: number) => Math.max(1, Math.round(length / square))
  return { across: count(width * pictureWidth), down: count(height * pictureHeight) }
}
