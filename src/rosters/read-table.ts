import { pipeline, Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { trimmed } from '../platform/words.ts'
import type { RosterErrors, Spot } from './roster.ts'

interface Table<Column extends string> {
  readonly file: string
  /** What a name in the first row means; undefined for a column that is of no use here. */
  readonly columnOf: (header: string) => Column | undefined
  readonly required: readonly Column[]
  /** Found out from the first row where it is not given. */
  readonly delimiter?: string
}

export interface TableRow<Column extends string> {
  readonly at: Spot
  /** Trimmed; empty where the row is too short or has no such column. */
  cell(column: Column): string
}

/**
 * The rows of a CSV file (RFC 4180, UTF-8 with or without a byte order mark), one at a time, so that a large one does
 * not fill the memory. What is wrong with the file as a whole goes to `errors`, and the reading ends there.
 */
export async function* readTable<Column extends string>(
  bytes: AsyncIterable<Buffer>,
  { file, columnOf, required, delimiter }: Table<Column>,
  errors: RosterErrors,
): AsyncGenerator<TableRow<Column>> {
  let row = 0
  try {
    let columns: (Column | undefined)[] | undefined
    for await (const record of records(bytes, delimiter)) {
      row += 1
      const at = { file, row }
      if (!columns) {
        columns = record.map((header) => columnOf(header.trim()))
        const present = columns
        const twice = present.find((name, n) => name !== undefined && present.indexOf(name) !== n)
        if (twice) errors.add(at, twice, 'This column occurs twice.')
        const missing = required.filter((name) => !present.includes(name))
        for (const name of missing) errors.add(at, name, 'This column is missing.')
        if (twice || missing.length > 0) return
        continue
      }
      if (record.every((cell) => trimmed(cell) === '')) continue
      if (record.length > columns.length) {
        errors.add(at, '', 'This row has more cells than there are columns. Is a quote missing?')
        continue
      }
      const cells = new Map(columns.map((name, n) => [name, trimmed(record[n] ?? '')]))
      yield { at, cell: (column) => cells.get(column) ?? '' }
    }
    if (!columns) errors.add({ file, row: 1 }, '', 'This file is empty.')
  } catch (error) {
    const told = tell(error)
    if (!told) throw error
    errors.add({ file, row: row + 1 }, '', told)
  }
}

/** In our words: the parser's own quote what stands in the file. */
function tell(error: unknown): string | undefined {
  if (error instanceof NotText) return 'This is not text in UTF-8. Please save the file as “CSV UTF-8”.'
  if (!(error instanceof CsvError)) return undefined
  if (error.code === 'CSV_MAX_RECORD_SIZE') return 'This row is too long. Is a quote missing?'
  return 'The quotes in this row do not match.'
}

class NotText extends Error {}

const longestRow = 2 ** 18

async function* records(
  bytes: AsyncIterable<Buffer>,
  delimiter: string | undefined,
): AsyncGenerator<string[]> {
  const texts = decoded(bytes)
  // The first row says what parts the cells.
  let head = ''
  while (!/[\r\n]/.test(head) && head.length < longestRow) {
    const next = await texts.next()
    if (next.done) break
    head += next.value
  }
  if (head === '') return
  const parser = parse({
    delimiter: delimiter ?? likeliestDelimiter(head),
    relax_column_count: true,
    max_record_size: longestRow,
  })
  const source = Readable.from(
    (async function* () {
      yield head
      yield* texts
    })(),
  )
  // Errors of either end the iteration below.
  pipeline(source, parser, () => {})
  yield* parser as AsyncIterable<string[]>
}

async function* decoded(bytes: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const decode = (piece?: Buffer): string => {
    try {
      const text = piece ? decoder.decode(piece, { stream: true }) : decoder.decode()
      // What PostgreSQL keeps in no text, and no roster holds: the sign of UTF-16 or of no text at all.
      if (text.includes('\0')) throw new NotText()
      return text
    } catch {
      throw new NotText()
    }
  }
  for await (const piece of bytes) {
    const text = decode(piece)
    if (text !== '') yield text
  }
  const rest = decode()
  if (rest !== '') yield rest
}

function likeliestDelimiter(head: string): string {
  const firstRow = head.split(/\r|\n/, 1)[0] ?? ''
  const count = (mark: string) => firstRow.split(mark).length
  return [',', ';', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best))
}
