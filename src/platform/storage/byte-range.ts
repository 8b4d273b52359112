import type { ByteRange } from './object-store.ts'

/**
 * The part of an object of `bytes` bytes that `range` covers: an end past the object is the object's end, and a range
 * wholly past it is empty. Throws RangeError for a range that runs backwards or is not made of whole numbers.
 */
export function withinObject(range: ByteRange | undefined, bytes: number): ByteRange {
  if (!range) return { start: 0, end: bytes }
  assertRange(range)
  return { start: Math.min(range.start, bytes), end: Math.min(range.end, bytes) }
}

export function assertRange({ start, end }: ByteRange): void {
  if (!Number.isSafeInteger(start) || !Number.isSafeInteger(end) || start < 0 || end < start) {
    throw new RangeError(`not a range of bytes: ${start} to ${end}`)
  }
}
