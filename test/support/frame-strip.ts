/**
 * Every frame of a numbered sample carries its number in a strip of sixteen cells, highest bit first, white for one.
 * Fractions of the upright picture, so that the strip reads the same on every rendition and on a canvas in a browser.
 */
export const frameStrip = { bits: 16, left: 0, right: 1, top: 0.05, bottom: 0.17 } as const

/** The places, in fractions of width and height, where the cells are read: their middles. */
export const stripPoints: readonly { readonly x: number; readonly y: number }[] = Array.from(
  { length: frameStrip.bits },
  (_, cell) => ({
    x: frameStrip.left + ((cell + 0.5) * (frameStrip.right - frameStrip.left)) / frameStrip.bits,
    y: (frameStrip.top + frameStrip.bottom) / 2,
  }),
)

/**
 * The number a picture carries. `pixels` are rows from the top, `channels` bytes to a pixel of which the first is read:
 * 1 for gray, 4 for a canvas.
 */
export function readFrameNumber(
  pixels: Uint8Array | Uint8ClampedArray,
  width: number,
  height: number,
  channels = 1,
): number {
  return stripPoints.reduce((number, { x, y }) => {
    const at = (Math.floor(y * height) * width + Math.floor(x * width)) * channels
    return number * 2 + ((pixels[at] ?? 0) > 127 ? 1 : 0)
  }, 0)
}
