import type { AriaRole, ComponentChildren } from 'preact'

export interface Column<Row> {
  /** Unique among the columns, and what stands above it. */
  readonly head: string
  readonly cell: (row: Row) => ComponentChildren
  readonly isNumber?: boolean
  /** Buttons: their labels say what they do, and to what. */
  readonly isActs?: boolean
}

interface Props<Row> {
  /** What the rows are; read out, not shown. */
  readonly caption: string
  /** The first names the row. */
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly keyOf: (row: Row) => string
}

/** On a phone each row is a card; browsers take it for a table no more then, unless each part says what it is. */
const asA = (role: AriaRole) => ({ role })

/** Rows in columns; on a phone, each row is a card that names its values. */
export function Table<Row>({ caption, columns, rows, keyOf }: Props<Row>) {
  return (
    <table class="table" {...asA('table')}>
      <caption class="visually-hidden">{caption}</caption>
      <thead {...asA('rowgroup')}>
        <tr {...asA('row')}>
          {columns.map(({ head, isNumber, isActs }) => (
            <th key={head} {...asA('columnheader')} scope="col" class={classOf(isNumber)}>
              {isActs ? <span class="visually-hidden">{head}</span> : head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody {...asA('rowgroup')}>
        {rows.map((row) => (
          <tr key={keyOf(row)} {...asA('row')}>
            {columns.map(({ head, cell, isNumber, isActs }, at) =>
              at === 0 ? (
                <th key={head} {...asA('rowheader')} scope="row">
                  {cell(row)}
                </th>
              ) : (
                <td
                  key={head}
                  {...asA('cell')}
                  class={isActs ? 'acts' : classOf(isNumber)}
                  data-head={isActs ? undefined : head}
                >
                  <div>{cell(row)}</div>
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const classOf = (isNumber: boolean | undefined) => (isNumber ? 'number' : undefined)
