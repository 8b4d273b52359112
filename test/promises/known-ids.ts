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
 * The ids that may stand for a parameter: those of columns of its name, and of tables named after it. Where neither is
 * there, every id of the database is tried.
 */
export async function knownIds(db: Db): Promise<IdsFor> {
  const columns = await columnsOf(db)
  const values = new Map<string, string[]>()
  for (const { table, column, type } of columns) {
    if (type !== 'uuid') continue
    const { rows } = await sql<{ id: string }>`
      select distinct ${sql.ref(column)}::text as id from ${sql.table(table)} where ${sql.ref(column)} is not null`.execute(
      db,
    )
    values.set(
      `${table}.${column}`,
      rows.map(({ id }) => id),
    )
  }
  const all = [...new Set([...values.values()].flat())].sort()
  return (parameter) => {
    const stem = parameter.replace(/Id$/, '').replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
    const plural = stem === 'person' ? 'people' : `${stem.replace(/y$/, 'ie')}s`
    const found = columns
      .filter(
        ({ table, column }) =>
          column === `${stem}_id` || (column === 'id' && (table === plural || table.endsWith(`_${plural}`))),
      )
      .flatMap(({ table, column }) => values.get(`${table}.${column}`) ?? [])
    return found.length > 0 ? [...new Set(found)].sort() : all
  }
}
