import { pipeline, Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { visible } from '../platform/http/schemas.ts'
import { malformed, Problem } from '../platform/problems.ts'
import { onOneLine } from './on-one-line.ts'

/** Names by their codes, in the order of the file. */
export type Standards = ReadonlyMap<string, string>

const mostRows = 20_000
const longest = { code: 60, name: 300 } as const
type Column = keyof typeof longest

/** Spreadsheets are made by people, in their language. */
const columnNamed = new Map<string, Column>([
  ['code', 'code'],
  ['codigo', 'code'],
  ['name', 'name'],
  ['nombre', 'name'],
])

/**
 * Reads a CSV file (RFC 4180, in UTF-8 with or without a byte order mark, its cells parted by commas, semicolons or
 * tabs) whose first row names the columns `code` and `name`. Refuses with 400 and the line what cannot be understood, and
 * with 413 too many rows. All cells are text: what would be a formula in a spreadsheet is none here.
 */
export async function readStandards(bytes: Buffer): Promise<Standards> {
  const text = textOf(bytes)
  const standards = new Map<string, string>()
  const lineOf = new Map<string, number>()
  let columns: (Column | undefined)[] | undefined
  let rows = 0
  for await (const { cells, line } of rowsOf(text)) {
    rows += 1
    // One more, for the names of the columns.
    if (rows > mostRows + 1) {
      throw new Problem(413, 'too-many-rows', `Please send at most ${mostRows} rows at once.`, { line })
    }
    if (cells.every((cell) => cell.trim() === '')) continue
    if (!columns) {
      columns = columnsOf(cells, line)
      continue
    }
    if (cells.length > columns.length) {
      refuse(line, 'This row has more cells than there are columns. Is a quote missing?')
    }
    const code = cellOf('code', columns, cells, line)
    const name = cellOf('name', columns, cells, line)
    if ((standards.get(code) ?? name) !== name) {
      refuse(line, `Line ${lineOf.get(code)} has another name for the same code.`, 'code')
    }
    standards.set(code, name)
    lineOf.set(code, lineOf.get(code) ?? line)
  }
  if (!columns) refuse(1, 'This file is empty.')
  return standards
}

function refuse(line: number, what: string, column?: string): never {
  const where = column ? `Line ${line}, column “${column}”` : `Line ${line}`
  return malformed('not-standards', `${where}: ${what} Nothing of this file was taken.`, { line })
}

/** With each line ended in one way, however the spreadsheet ended it. */
function textOf(bytes: Buffer): string {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    // What PostgreSQL keeps in no text: the sign of UTF-16, or of no text at all.
    if (!text.includes('\0')) return text.replaceAll(/\r\n?/g, '\n')
  } catch {
    // Falls through to the refusal.
  }
  return refuse(1, 'This is not text in UTF-8. Please save the file as “CSV UTF-8”.')
}

interface Row {
  readonly cells: readonly string[]
  /** On which it begins, from 1. */
  readonly line: number
}

/** Piece by piece, so that a large file keeps nobody else waiting. */
async function* rowsOf(text: string): AsyncGenerator<Row> {
  // On which lines rows begin, with the one that is being read last. A quoted cell may go over lines.
  const begins = [1]
  let row = 0
  const parser = parse({
    delimiter: likeliestDelimiter(text),
    ...{ record_delimiter: '\n', relax_column_count: true, max_record_size: 2 ** 14 },
    on_record: (cells, { lines }) => {
      begins.push(lines + 1)
      return cells
    },
  })
  // Errors of either end the iteration.
  pipeline(Readable.from(piecesOf(text)), parser, () => {})
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      yield { cells, line: begins[row] ?? 1 }
      row += 1
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    // In our words: the parser's own quote what stands in the file.
    const isLong = error.code === 'CSV_MAX_RECORD_SIZE'
    refuse(
      begins.at(-1) ?? 1,
      isLong ? 'This row is too long. Is a quote missing?' : 'The quotes in this row do not match.',
    )
  }
}

function* piecesOf(text: string, size = 2 ** 16): Generator<string> {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size)
}

function likeliestDelimiter(text: string): string {
  const firstRow = text.trimStart().split('\n', 1)[0] ?? ''
  const count = (mark: string) => firstRow.split(mark).length
  return [',', ';', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best))
}

function columnsOf(cells: readonly string[], line: number): (Column | undefined)[] {
  const plain = (cell: string) =>
    cell
      .normalize('NFD')
      .toLowerCase()
      .replaceAll(/[^a-z]/g, '')
  const columns = cells.map((cell) => columnNamed.get(plain(cell)))
  for (const column of ['code', 'name'] as const) {
    const [first, second] = columns.flatMap((each, at) => (each === column ? [at] : []))
    if (first === undefined) refuse(line, 'This column is missing.', column)
    if (second !== undefined) refuse(line, 'This column occurs twice.', column)
  }
  return columns
}

const isVisible = new RegExp(visible, 'u')

function cellOf(
  column: Column,
  columns: readonly (Column | undefined)[],
  cells: readonly string[],
  line: number,
): string {
  const text = onOneLine(cells[columns.indexOf(column)] ?? '')
  if (!isVisible.test(text)) refuse(line, 'Nothing stands here.', column)
  if (text.length > longest[column]) {
    refuse(line, `This is longer than ${longest[column]} characters.`, column)
  }
  return text
}
