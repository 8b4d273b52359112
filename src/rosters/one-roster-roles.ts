import { readTable } from './read-table.ts'
import type { RosterErrors, Spot } from './roster.ts'

const columns = [
  'sourcedId',
  'status',
  'userSourcedId',
  'roleType',
  'role',
  'endDate',
  'orgSourcedId',
] as const
type Column = (typeof columns)[number]

export interface StaffRole {
  /** What they do there: work with students, lead the people who do, or something else. */
  readonly does: 'teaches' | 'leads' | 'other'
  readonly org: string
  readonly isPrimary: boolean
  readonly at: Spot
}

/** Roles of staff in OneRoster 1.2. It knows no teacher leaders and no coaches. What is not here is no staff. */
const staffRoles: ReadonlyMap<string, StaffRole['does']> = new Map([
  ['teacher', 'teaches'],
  ['aide', 'teaches'],
  ['counselor', 'teaches'],
  ['principal', 'leads'],
  ['siteAdministrator', 'leads'],
  ['districtAdministrator', 'other'],
])

interface Reading {
  readonly isWhole: boolean
  readonly today: string
  readonly errors: RosterErrors
}

/** Who is staff, by sourcedId, and how many of the others there are rows about. */
export async function readStaff(
  bytes: AsyncIterable<Buffer>,
  { isWhole, today, errors }: Reading,
): Promise<{ staff: Map<string, StaffRole[]>; skipped: number }> {
  const staff = new Map<string, StaffRole[]>()
  let skipped = 0
  const table = {
    ...{ file: 'roles.csv', delimiter: ',' },
    columnOf: (header: string) => columns.find((name) => name === header),
    required: ['userSourcedId', 'role', 'orgSourcedId'] as const,
  }
  for await (const row of readTable<Column>(bytes, table, errors)) {
    const does = staffRoles.get(row.cell('role'))
    if (!does) {
      skipped += 1
      continue
    }
    const status = row.cell('status')
    if (!mayHaveStatus(status, isWhole)) {
      errors.add(row.at, 'status', statusMessage)
      continue
    }
    const endDate = row.cell('endDate')
    if (status === 'tobedeleted' || (endDate !== '' && endDate < today)) continue
    const user = row.cell('userSourcedId')
    const org = row.cell('orgSourcedId')
    if (user === '') errors.add(row.at, 'userSourcedId', 'The sourcedId of the user is missing.')
    if (org === '') errors.add(row.at, 'orgSourcedId', 'The sourcedId of the school or district is missing.')
    const role = { does, org, isPrimary: row.cell('roleType') === 'primary', at: row.at }
    const roles = staff.get(user)
    if (roles) roles.push(role)
    else staff.set(user, [role])
  }
  return { staff, skipped }
}

/** A delta must say it; a whole export leaves it out, or says what goes without saying. */
export const mayHaveStatus = (status: string, isWhole: boolean): boolean =>
  status === 'active' || status === 'tobedeleted' || (isWhole && status === '')

export const statusMessage = 'Please say active or tobedeleted.'
