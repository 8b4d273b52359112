import { mayHaveStatus, type StaffRole, statusMessage } from './one-roster-roles.ts'
import { emailOf, nameOf } from './read-cells.ts'
import { readTable, type TableRow } from './read-table.ts'
import type { ListedPerson, RosterErrors, RosterLimits } from './roster.ts'

const columns = [
  ...([
    'sourcedId',
    'status',
    'givenName',
    'familyName',
    'preferredGivenName',
    'preferredFamilyName',
  ] as const),
  'email',
] as const
type Column = (typeof columns)[number]

interface Reading {
  readonly isWhole: boolean
  readonly staff: ReadonlyMap<string, readonly StaffRole[]>
  readonly known: ReadonlySet<string>
  readonly errors: RosterErrors
  readonly limits: RosterLimits
}

interface Users {
  readonly people: ListedPerson[]
  readonly gone: Set<string>
  readonly skipped: number
}

/** The staff among the users. A row about anybody else is passed over before anything in it is looked at. */
export async function readUsers(bytes: AsyncIterable<Buffer>, reading: Reading): Promise<Users> {
  const { isWhole, staff, known, errors, limits } = reading
  const people = new Map<string, ListedPerson>()
  const seen = new Map<string, number>()
  const gone = new Set<string>()
  let skipped = 0
  const table = {
    ...{ file: 'users.csv', delimiter: ',' },
    columnOf: (header: string) => columns.find((name) => name === header),
    required: ['sourcedId', 'givenName', 'familyName', 'email'] as const,
  }
  for await (const row of readTable<Column>(bytes, table, errors)) {
    const externalId = row.cell('sourcedId')
    const isKnown = !isWhole && known.has(externalId)
    if (!isKnown && !staff.has(externalId)) {
      skipped += 1
      continue
    }
    const before = seen.get(externalId)
    seen.set(externalId, row.at.row)
    const status = row.cell('status')
    if (before !== undefined) errors.add(row.at, 'sourcedId', `Row ${before} has the same sourcedId.`)
    else if (!mayHaveStatus(status, isWhole)) errors.add(row.at, 'status', statusMessage)
    else if (status === 'tobedeleted') gone.add(externalId)
    else {
      const person = readPerson(row, externalId, reading)
      if (person) people.set(externalId, person)
    }
    if (people.size > limits.people) {
      errors.add(row.at, '', 'There are more people in this list than can be taken at once.')
      break
    }
  }
  for (const [externalId, roles] of staff) {
    const [first] = roles
    if (!first || seen.has(externalId)) continue
    if (!isWhole && known.has(externalId)) {
      const unsaid = { name: undefined, email: undefined, at: first.at }
      people.set(externalId, { externalId, ...unsaid, ...placed(roles, reading) })
    } else errors.add(first.at, 'userSourcedId', 'There is no such user in users.csv.')
  }
  return { people: [...people.values()], gone, skipped }
}

function readPerson(row: TableRow<Column>, externalId: string, reading: Reading): ListedPerson | undefined {
  const given = row.cell('preferredGivenName') || row.cell('givenName')
  const family = row.cell('preferredFamilyName') || row.cell('familyName')
  const name = nameOf(row.at, 'givenName', `${given} ${family}`, reading.errors)
  const email = emailOf(row, 'email', reading.errors)
  if (name === undefined || email === undefined) return undefined
  return { externalId, name, email, at: row.at, ...placed(reading.staff.get(externalId) ?? [], reading) }
}

type Placed = Pick<ListedPerson, 'orgs' | 'roles' | 'cohorts' | 'teachesAt' | 'leads'>

/** Leading a school makes nobody anything here: it is noted as a relation, and gives no role. */
function placed(roles: readonly StaffRole[], { isWhole }: Reading): Placed {
  const orgs = roles.toSorted((a, b) => Number(b.isPrimary) - Number(a.isPrimary))
  const doing = (does: StaffRole['does']) => roles.filter((role) => role.does === does).map(({ org }) => org)
  return {
    // A delta that says no role says nothing about the school either.
    orgs: isWhole || orgs.length > 0 ? orgs : undefined,
    roles: doing('teaches').length > 0 ? ['teacher'] : [],
    ...{ cohorts: [], teachesAt: doing('teaches'), leads: doing('leads') },
  }
}
