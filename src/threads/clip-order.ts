import { type SqlBool, sql } from 'kysely'
import { isUuid, type PageRequest, pageOf, readCursor, usualLimit } from '../platform/db/page.ts'
import type { CutOnRecording } from './moments.ts'

interface Anchored {
  readonly id: string
  readonly startMs: number | null
}

/** One stretch of the list: what lies on the cut, or what lies off it, from where the page before ended. */
export interface Stretch {
  readonly offClip: boolean
  readonly after: readonly [startMs: number, id: string] | undefined
  readonly limit: number
}

type Table = 'threads' | 'notes'
type Position =
  | readonly [startMs: number, id: string]
  | readonly [startMs: number, id: string, offClip: 0 | 1]

/** The order of what is anchored: about the whole clip first, then by time, then as it was said. An index has it. */
export const clipTime = (table: Table) => sql<number>`coalesce(${sql.ref(`${table}.startMs`)}, -1)`

/** Only the rows of a stretch. It says in SQL what `onClip` says of one moment. */
export function inStretch(table: Table, cut: CutOnRecording, { offClip, after }: Stretch) {
  const [start, end, id] = ['startMs', 'endMs', 'id'].map((column) => sql.ref(`${table}.${column}`))
  const inMs = cut.cutStartMs
  const outMs = inMs + cut.durationMs
  const inside = sql<SqlBool>`(${start} is null or case when ${end} is null
    then ${start} between ${inMs} and ${outMs} else ${start} < ${outMs} and ${end} > ${inMs} end)`
  // The whole has nothing outside.
  const side = cut.cutNo === 1 ? sql<SqlBool>`true` : offClip ? sql<SqlBool>`not ${inside}` : inside
  if (!after) return side
  return sql<SqlBool>`(${side} and (${clipTime(table)}, ${id}) > (${after[0]}, ${after[1]}::uuid))`
}

/** Reads the cursor of such a list; refuses one that is not ours. */
export const readPosition = (after: string | undefined): Position | undefined =>
  after === undefined ? undefined : readCursor(after, isPosition)

/** A page of what is anchored on a clip, in clip order; what is off the clip comes after all others. */
export async function pageInClipOrder<Row extends Anchored>(
  cut: CutOnRecording,
  { limit = usualLimit }: PageRequest,
  position: Position | undefined,
  read: (stretch: Stretch) => Promise<Row[]>,
): Promise<{ items: Row[]; next: string | null }> {
  const after = position && ([position[0], position[1]] as const)
  const isOff = position?.[2] === 1
  const on = isOff ? [] : await read({ offClip: false, after, limit: limit + 1 })
  const left = limit + 1 - on.length
  const off =
    cut.cutNo > 1 && left > 0
      ? await read({ offClip: true, after: isOff ? after : undefined, limit: left })
      : []
  return pageOf([...on, ...off], limit, (row) => [row.startMs ?? -1, row.id, on.includes(row) ? 0 : 1])
}

const isPosition = (value: unknown): value is Position =>
  Array.isArray(value) &&
  (value.length === 2 || (value.length === 3 && (value[2] === 0 || value[2] === 1))) &&
  Number.isSafeInteger(value[0]) &&
  isUuid(value[1])
