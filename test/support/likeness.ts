/** How alike two rows of numbers run, from -1 to 1; 0 where one of them does not move at all. */
export function correlation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const count = Math.min(a.length, b.length)
  const mean = (row: ArrayLike<number>) => {
    let sum = 0
    for (let at = 0; at < count; at++) sum += row[at] ?? 0
    return sum / count
  }
  const [meanA, meanB] = [mean(a), mean(b)]
  let [both, ofA, ofB] = [0, 0, 0]
  for (let at = 0; at < count; at++) {
    const [da, db] = [(a[at] ?? 0) - meanA, (b[at] ?? 0) - meanB]
    both += da * db
    ofA += da * da
    ofB += db * db
  }
  return ofA < 1e-9 || ofB < 1e-9 ? 0 : both / Math.sqrt(ofA * ofB)
}

export const rms = (row: ArrayLike<number>): number =>
  Math.sqrt(Array.from(row).reduce((sum, value) => sum + value * value, 0) / Math.max(1, row.length))

interface Region {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** The gray pixels of a picture that lie in a region, but for so many at its edges, which compression smears. */
export function pixelsIn(gray: Uint8Array, width: number, region: Region, edge = 4): number[] {
  const height = gray.length / width
  const [left, right] = [region.x * width, (region.x + region.width) * width]
  const [top, bottom] = [region.y * height, (region.y + region.height) * height]
  const found: number[] = []
  for (let y = Math.ceil(top) + edge; y < bottom - edge; y++) {
    for (let x = Math.ceil(left) + edge; x < right - edge; x++) found.push(gray[y * width + x] ?? 0)
  }
  return found
}

/** The gray pixels that lie in none of the regions, nor so close to one. */
export function pixelsBeside(
  gray: Uint8Array,
  width: number,
  regions: readonly Region[],
  near = 12,
): number[] {
  const height = gray.length / width
  return Array.from(gray).filter((_, at) => {
    const [x, y] = [at % width, Math.floor(at / width)]
    return regions.every(
      (region) =>
        x < region.x * width - near ||
        x >= (region.x + region.width) * width + near ||
        y < region.y * height - near ||
        y >= (region.y + region.height) * height + near,
    )
  })
}

/** How far two pictures are apart, in shades of gray, on average. */
export const apart = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, at) => sum + Math.abs(value - (b[at] ?? 0)), 0) / Math.max(1, a.length)

/**
 * What is left of a part of a picture, row by row, when each of four by four squares has lost its mean: what one could
 * recognise somebody by. Without the edges between them.
 */
export function detailOf(pixels: readonly number[], width: number): number[] {
  const height = pixels.length / width
  const [across, down] = [width / 4, height / 4]
  return Array.from({ length: 16 }, (_, cell) => {
    const [left, top] = [(cell % 4) * across, Math.floor(cell / 4) * down]
    const found: number[] = []
    for (let y = Math.ceil(top + 4); y < top + down - 4; y++) {
      for (let x = Math.ceil(left + 4); x < left + across - 4; x++) found.push(pixels[y * width + x] ?? 0)
    }
    const mean = found.reduce((sum, value) => sum + value, 0) / Math.max(1, found.length)
    return found.map((value) => value - mean)
  }).flat()
}
