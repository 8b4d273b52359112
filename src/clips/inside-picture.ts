import { malformed } from '../platform/problems.ts'
import type { Region } from './schemas.ts'

/** Fractions arrive as decimal text: 0.1 + 0.9 may come out a hair over 1, and is meant as 1. */
const hair = 1e-6

/** The region, if it lies inside the picture; refuses with 400 and the reason if not. */
export function insidePicture({ x, y, width, height }: Region): Region {
  if (width <= 0 || height <= 0) malformed('bad-region', 'A region must be wider and higher than nothing.')
  if (x + width > 1 + hair || y + height > 1 + hair) {
    malformed('bad-region', 'The region reaches out of the picture.')
  }
  const region = { x, y, width: Math.min(width, 1 - x), height: Math.min(height, 1 - y) }
  if (region.width <= 0 || region.height <= 0) malformed('bad-region', 'The region lies outside the picture.')
  return region
}
