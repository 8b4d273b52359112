import { Problem } from '../platform/problems.ts'
import { readOrgs } from './one-roster-orgs.ts'
import { readStaff } from './one-roster-roles.ts'
import { readUsers } from './one-roster-users.ts'
import type { OpenZip } from './open-zip.ts'
import { readTable } from './read-table.ts'
import { type Roster, type RosterErrors, type RosterLimits, rosterLimits } from './roster.ts'

interface Reading {
  readonly errors: RosterErrors
  readonly limits?: RosterLimits
  /** What the source calls people it brought before. A delta may change them without saying what they are. */
  readonly known: ReadonlySet<string>
  /** As in `2026-11-25`. */
  readonly today: string
}

const manifest = 'manifest.csv'

/**
 * OneRoster 1.2, CSV binding: the staff in orgs.csv, roles.csv and users.csv. Classes and enrolments are of students
 * and not opened; a row about somebody who is no staff is counted and forgotten (INV-39).
 */
export async function readOneRoster(
  zip: OpenZip,
  { errors, limits = rosterLimits, known, today }: Reading,
): Promise<Roster> {
  const modes = await readManifest(zip, errors)
  const mode = modes.get('file.users')
  if (!errors.any) checkModes(zip, modes, errors)
  if (errors.any) return nothing
  const orgs = modes.get('file.orgs') === 'absent' ? [] : await readOrgs(zip.read('orgs.csv'), errors)
  const isWhole = mode === 'bulk'
  const { staff, skipped: strangers } = await readStaff(zip.read('roles.csv'), { isWhole, today, errors })
  const { people, gone, skipped } = await readUsers(zip.read('users.csv'), {
    ...{ isWhole, staff, known, errors, limits },
  })
  return {
    file: 'users.csv',
    isWhole,
    orgs,
    people,
    cohorts: new Map(),
    gone,
    skipped: Math.max(skipped, strangers),
  }
}

const nothing: Roster = {
  ...{
    file: 'users.csv',
    isWhole: false,
    orgs: [],
    people: [],
    cohorts: new Map(),
    gone: new Set(),
    skipped: 0,
  },
}

async function readManifest(zip: OpenZip, errors: RosterErrors): Promise<Map<string, string>> {
  const said = new Map<string, string>()
  if (!zip.has(manifest)) {
    errors.add(
      { file: manifest, row: 1 },
      '',
      'This zip holds no manifest.csv, so it is no OneRoster export.',
    )
    return said
  }
  type Column = 'propertyName' | 'value'
  const required = ['propertyName', 'value'] as const
  const table = {
    ...{ file: manifest, delimiter: ',', required },
    columnOf: (header: string) => required.find((name) => name === header),
  }
  for await (const row of readTable<Column>(zip.read(manifest), table, errors)) {
    said.set(row.cell('propertyName'), row.cell('value').toLowerCase())
    if (said.size > 200) throw new Problem(400, 'broken-zip', 'This manifest.csv is no OneRoster manifest.')
  }
  const version = said.get('oneroster.version')
  if (!errors.any && version !== '1.2') {
    errors.add({ file: manifest, row: 1 }, 'oneroster.version', 'Please export OneRoster 1.2.')
  }
  return said
}

function checkModes(zip: OpenZip, modes: ReadonlyMap<string, string>, errors: RosterErrors): void {
  const at = { file: manifest, row: 1 }
  for (const name of ['orgs', 'roles', 'users']) {
    const mode = modes.get(`file.${name}`) ?? ''
    if (!['bulk', 'delta', 'absent'].includes(mode)) {
      errors.add(at, `file.${name}`, 'Please say bulk, delta or absent for this file.')
    } else if (mode !== 'absent' && !zip.has(`${name}.csv`)) {
      errors.add(
        { file: `${name}.csv`, row: 1 },
        '',
        'The manifest promises this file, and it is not in the zip.',
      )
    }
  }
  const [roles, users] = [modes.get('file.roles'), modes.get('file.users')]
  if (users === 'absent' || roles !== users) {
    errors.add(at, 'file.users', 'users.csv and roles.csv must both be there, both as bulk or both as delta.')
  }
}
