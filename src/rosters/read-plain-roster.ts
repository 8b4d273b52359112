import type { Part } from '../cohorts/parts.ts'
import type { Role } from '../identity/roles.ts'
import { wordsOf } from '../platform/words.ts'
import { emailOf, nameOf } from './read-cells.ts'
import { readTable, type TableRow } from './read-table.ts'
import type { ListedPerson, Roster, RosterErrors, RosterLimits } from './roster.ts'

type Column = 'name' | 'e-mail' | 'role' | 'cohort'

/** Spreadsheets are made by people, in their language. */
const headers = new Map<string, Column>(
  Object.entries({
    ...{ name: 'name', fullname: 'name', nombre: 'name' },
    ...{
      email: 'e-mail',
      emailaddress: 'e-mail',
      mail: 'e-mail',
      correo: 'e-mail',
      correoelectronico: 'e-mail',
    },
    ...{ role: 'role', rol: 'role' },
    ...{ cohort: 'cohort', cohorte: 'cohort', grupo: 'cohort' },
  }),
)

interface Meaning {
  readonly role: Role
  readonly part: Part
}

const teacher: Meaning = { role: 'teacher', part: 'participant' }
const leader: Meaning = { role: 'teacher leader', part: 'facilitator' }
const words = new Map<string, Meaning | 'skipped'>(
  Object.entries({
    ...{ teacher, participant: teacher, aide: teacher, counselor: teacher, counsellor: teacher },
    ...{ docente: teacher, maestra: teacher, maestro: teacher, profesor: teacher, profesora: teacher },
    ...{ teacherleader: leader, facilitator: leader, facilitador: leader, facilitadora: leader },
    programcoach: { role: 'program coach', part: 'participant' },
    ...{ student: 'skipped', guardian: 'skipped', parent: 'skipped', relative: 'skipped' },
    ...{ estudiante: 'skipped', alumno: 'skipped', alumna: 'skipped' },
  }),
)

/** Without case, accents, blanks and hyphens. */
const plain = (text: string): string =>
  text
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/[^\p{Letter}]/gu, '')

const columnOf = (header: string): Column | undefined => headers.get(plain(header))

interface Gathered extends ListedPerson {
  readonly roles: Role[]
  readonly cohorts: { cohort: string; part: Part }[]
}

/**
 * A plain list: name, e-mail, role and, where there is one, cohort. Somebody in two cohorts has two rows. It is always
 * the whole list of its source, and an e-mail is what it calls a person.
 */
export async function readPlainRoster(
  bytes: AsyncIterable<Buffer>,
  errors: RosterErrors,
  limits: RosterLimits,
): Promise<Roster> {
  const people = new Map<string, Gathered>()
  const cohorts = new Map<string, string>()
  let skipped = 0
  const table = { file: 'roster.csv', columnOf, required: ['name', 'e-mail', 'role'] as const }
  for await (const row of readTable<Column>(bytes, table, errors)) {
    const meaning = words.get(plain(row.cell('role')))
    if (meaning === 'skipped') {
      skipped += 1
      continue
    }
    if (!meaning) {
      errors.add(row.at, 'role', unknownRole)
      continue
    }
    const email = emailOf(row, 'e-mail', errors)
    const name = nameOf(row.at, 'name', row.cell('name'), errors)
    if (email === undefined || name === undefined) continue
    const person = people.get(email) ?? newPerson(email, name, row)
    if (person.name !== name) {
      errors.add(row.at, 'name', `Row ${person.at.row} has another name with the same e-mail.`)
      continue
    }
    people.set(email, person)
    if (people.size > limits.people) {
      errors.add(row.at, '', 'There are more people in this list than can be taken at once.')
      break
    }
    if (!person.roles.includes(meaning.role)) person.roles.push(meaning.role)
    addCohort(row, person, meaning.part, cohorts, errors)
  }
  const { file } = table
  return { file, isWhole: true, orgs: [], people: [...people.values()], cohorts, gone: new Set(), skipped }
}

const unknownRole =
  'Please write teacher, teacher leader, facilitator or program coach. Offices are given by an administrator, not by a list.'

const newPerson = (email: string, name: string, { at }: TableRow<Column>): Gathered => ({
  ...{ externalId: email, email, name, at, orgs: undefined },
  ...{ roles: [], cohorts: [], teachesAt: [], leads: [] },
})

function addCohort(
  row: TableRow<Column>,
  person: Gathered,
  part: Part,
  cohorts: Map<string, string>,
  errors: RosterErrors,
): void {
  const name = wordsOf(row.cell('cohort').replaceAll(/\s+/g, ' '))
  if (name === null) return
  if (name.length > 200) {
    errors.add(row.at, 'cohort', 'This name is longer than 200 characters.')
    return
  }
  const cohort = name.toLowerCase()
  if (!cohorts.has(cohort)) cohorts.set(cohort, name)
  if (person.cohorts.some((known) => known.cohort === cohort)) {
    errors.add(
      row.at,
      'cohort',
      `Row ${person.at.row} and this one put the same person into the same cohort.`,
    )
    return
  }
  person.cohorts.push({ cohort, part })
}
