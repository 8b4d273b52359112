import { malformed } from '../problems.ts'

/** What a caller asks of a list. */
export interface PageRequest {
  readonly limit?: number | undefined
  readonly after?: string | undefined
}

export const usualLimit = 50

/**
 * Keyset cursors: the sort key of the last row shown, as base64url JSON. Opaque to callers; a cursor that is not ours
 * is refused rather than guessed at.
 */
export const writeCursor = (key: readonly (string | number)[]): string =>
  Buffer.from(JSON.stringify(key)).toString('base64url')

export function readCursor<Key extends readonly (string | number)[]>(
  cursor: string,
  isKey: (value: unknown) => value is Key,
): Key {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    if (isKey(value)) return value
  } catch {
    // falls through to the refusal
  }
  return malformed('bad-cursor', 'That page cannot be found. Please start from the first page.')
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

export const isUuid = (value: unknown): value is string => typeof value === 'string' && uuid.test(value)

export const isIdKey = (value: unknown): value is [string] =>
  Array.isArray(value) && value.length === 1 && isUuid(value[0])

/** The last instant that JavaScript knows; PostgreSQL knows later ones. */
const lastMs = 8.64e15

/** An instant, in milliseconds, and the id that settles ties. */
export const isMomentKey = (value: unknown): value is [ms: number, id: string] =>
  Array.isArray(value) &&
  value.length === 2 &&
  Number.isSafeInteger(value[0]) &&
  value[0] >= 0 &&
  value[0] <= lastMs &&
  isUuid(value[1])

/** Cuts the one row that was read beyond the page and says where the next page starts. */
export function pageOf<Row>(rows: readonly Row[], limit: number, key: (row: Row) => (string | number)[]) {
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return { items, next: rows.length > limit && last !== undefined ? writeCursor(key(last)) : null }
}
