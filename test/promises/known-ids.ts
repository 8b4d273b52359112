import { sql } from 'kysely'
import type { Db } from '../../src/platform/db/schema.ts'
import type { IdsFor } from './crawl.ts'

interface Column {
  readonly table: string
  readonly column: string
  readonly type: string
}

/** Every column of our own tables, from the catalogue: what is added later is there without anyone saying so. */
export const columnsOf = async (db: Db): Promise<Column[]> =>
  (
    await sql<Column>`
      select c.table_name as table, c.column_name as column, c.data_type as type
      from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
      where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.table_name not like 'kysely%'
      order by 1, 2`.execute(db)
  ).rows

/**
 * The ids that may stand for the parameters of a path: those of columns of their names, and of tables named after them.
 * Two are tried as they stand together in a row, and the others' ids with them. For a parameter that nothing is named
 * after, the ids of the rows themselves are tried.
 */
export async function knownIds(db: Db): Promise<IdsFor> {
  const uuids = (await columnsOf(db)).filter(({ type }) => type === 'uuid')
  const tables = new Map<string, Record<string, string | null>[]>()
  for (const [table, columns] of Map.groupBy(uuids, ({ table }) => table)) {
    const names = columns.map(({ column }) => sql`${sql.ref(column)}::text as ${sql.ref(`c_${column}`)}`)
    const { rows } = await sql<Record<string, string | null>>`
      select distinct ${sql.join(names)} from ${sql.table(table)}`.execute(db)
    tables.set(table, rows)
  }
  /** The id that a row of a table has for a parameter, if any. */
  const idIn = (table: string, row: Record<string, string | null>, parameter: string): string | null => {
    const stem = parameter.replace(/Id$/, '')
    const plural = kept.get(stem) ?? `${snake(stem).replace(/y$/, 'ie')}s`
    const named = row[camel(`c_${snake(stem)}_id`)]
    if (named !== undefined) return named
    return table === plural || table.endsWith(`_${plural}`) ? (row.cId ?? null) : null
  }
  const isNamed = (parameter: string): boolean =>
    [...tables].some(([table, rows]) => rows.some((row) => idIn(table, row, parameter) !== null))
  return (...parameters) => {
    const named = new Map(parameters.map((parameter) => [parameter, isNamed(parameter)]))
    const found = new Set<string>()
    for (const [table, rows] of tables) {
      for (const row of rows) {
        const ids = parameters.map((parameter) =>
          named.get(parameter) ? idIn(table, row, parameter) : (row.cId ?? null),
        )
        if (ids.every((id) => id !== null)) found.add(ids.join(' '))
      }
    }
    return [...found].sort().map((ids) => ids.split(' '))
  }
}

/** What is kept in a table of another name. */
const kept = new Map([
  ['person', 'people'],
  ['download', 'playbacks'],
])

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
const camel = (name: string): string =>
  name.replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase())
