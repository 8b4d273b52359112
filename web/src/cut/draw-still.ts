import type { FilmSlot } from './film-slots.ts'

/** Draws a part of a picture into a slot so that it fills it, cut off where its shape is another. */
export function drawStill(
  context: CanvasRenderingContext2D,
  picture: CanvasImageSource,
  from: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
  { x, width }: FilmSlot,
  height: number,
): void {
  const scale = Math.max(width / from.width, height / from.height)
  const [w, h] = [width / scale, height / scale]
  const [sx, sy] = [from.x + (from.width - w) / 2, from.y + (from.height - h) / 2]
  context.drawImage(picture, sx, sy, w, h, x, 0, width, height)
}
