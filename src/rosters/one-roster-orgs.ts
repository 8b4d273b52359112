import { nameOf } from './read-cells.ts'
import { readTable } from './read-table.ts'
import type { ListedOrg, RosterErrors } from './roster.ts'

const columns = ['sourcedId', 'status', 'name', 'type', 'parentSourcedId'] as const
type Column = (typeof columns)[number]

/** Districts and schools, with whatever stands between them. Ones that are to be deleted stay here, for their people. */
export async function readOrgs(bytes: AsyncIterable<Buffer>, errors: RosterErrors): Promise<ListedOrg[]> {
  const orgs = new Map<string, ListedOrg>()
  const table = {
    ...{ file: 'orgs.csv', delimiter: ',' },
    columnOf: (header: string) => columns.find((name) => name === header),
    required: ['sourcedId', 'name', 'type', 'parentSourcedId'] as const,
  }
  for await (const row of readTable<Column>(bytes, table, errors)) {
    const externalId = row.cell('sourcedId')
    const before = orgs.get(externalId)
    if (externalId === '') errors.add(row.at, 'sourcedId', 'The sourcedId is missing.')
    else if (before) errors.add(row.at, 'sourcedId', `Row ${before.at.row} has the same sourcedId.`)
    if (externalId === '' || before || row.cell('status') === 'tobedeleted') continue
    const type = row.cell('type')
    const name = nameOf(row.at, 'name', row.cell('name'), errors)
    if (name === undefined) continue
    orgs.set(externalId, {
      ...{ externalId, name, at: row.at },
      kind: type === 'district' || type === 'school' ? type : 'other',
      parent: row.cell('parentSourcedId') || null,
    })
  }
  return [...orgs.values()]
}
