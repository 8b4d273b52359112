import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { query } from '../support/empty-database.ts'
import { type OneRoster, sendRoster } from '../support/rosters.ts'
import { openStage, type Stage } from '../support/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

const count = 3_000
const studentsFrom = (first: number) =>
  Array.from({ length: count }, (_, n) => ({
    id: `stu-${first + n}`,
    given: `Kidgiven${first + n}`,
    family: `Kidfamily${first + n}`,
    email: `kid${first + n}@students.example`,
  }))

const staffRow = (n: number) => [`staff-${n}`, '', `Given${n}`, `Family${n}`, `staff${n}@schools.example`]

/** A full export: students, their guardians, classes and enrolments among the staff. */
function fullExport(): OneRoster {
  const students = studentsFrom(0)
  const guardians = students
    .slice(0, 500)
    .map(({ id }) => ({ id: `guardian-of-${id}`, given: 'Kidguardian' }))
  const staff = Array.from({ length: 200 }, (_, n) => n)
  return {
    orgs: [
      ['d', '', 'Rivers', 'district', ''],
      ...Array.from({ length: 10 }, (_, n) => [`s${n}`, '', `School ${n}`, 'school', 'd']),
    ],
    users: [
      ...students.map(({ id, given, family, email }) => [id, '', given, family, email]),
      ...guardians.map(({ id, given }) => [id, '', given, 'Kidguardianname', '']),
      ...staff.map(staffRow),
    ],
    roles: [
      ...students.map(({ id }, n) => [id, '', 'student', `s${n % 10}`]),
      ...guardians.map(({ id }, n) => [id, '', n % 2 ? 'guardian' : 'parent', `s${n % 10}`]),
      ...staff.map((n) => [`staff-${n}`, '', n < 10 ? 'principal' : 'teacher', `s${n % 10}`]),
    ],
    more: {
      'classes.csv': `sourcedId,status,title\r\nclass-1,,Kidclass\r\n`,
      'enrollments.csv': `sourcedId,userSourcedId\r\n${students.map(({ id }) => `e-${id},${id}\r\n`).join('')}`,
      'demographics.csv': `sourcedId,birthDate\r\n${students.map(({ id }) => `${id},2015-01-01\r\n`).join('')}`,
    },
  }
}

/** Every text that stands anywhere in the database, with the column it stands in. */
async function textsThatMatch(pattern: string): Promise<string[]> {
  const columns = await query(
    stage.databaseUrl,
    `select format('%I.%I', table_schema, table_name) as of_table, format('%I', column_name) as of_column
     from information_schema.columns join information_schema.tables using (table_schema, table_name)
     where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'`,
  )
  expect(columns.length).toBeGreaterThan(200)
  const each = columns.map(
    ({ of_table, of_column }) => `select '${of_table}.${of_column}' as place from ${of_table}
      where ${of_column}::text ~* '${pattern}' group by 1`,
  )
  return (await query(stage.databaseUrl, each.join(' union all '))).map(({ place }) => String(place))
}

describe('INV-39: a roster import', () => {
  test('stores no student, guardian, class or enrolment: people are as many as staff, and no text names one', async () => {
    const { dana } = stage.cast
    const people = async () =>
      Number((await query(stage.databaseUrl, 'select count(*) as n from people'))[0]?.n)
    const before = await people()
    const { status, body } = await sendRoster(dana, fullExport())
    expect([status, body.toAdd, body.skipped]).toEqual([200, 200, 3_500])
    expect(await people()).toBe(before + 200)
    expect(await textsThatMatch('stu-[0-9]|kid')).toEqual([])
    // The search would have found them.
    expect(await textsThatMatch('staff-1[0-9]')).toEqual(['public.external_refs.external_id'])
    expect(JSON.stringify(body)).not.toMatch(/stu-|kid/i)
  })

  test('says nothing of a student either where their rows are wrong', async () => {
    const { dana } = stage.cast
    const full = fullExport()
    const wrong = {
      ...full,
      users: [
        ...full.users,
        ['stu-1', '', 'Kidtwice', 'Kidfamily', 'no address'],
        ['staff-1', '', 'x', 'y', 'z'],
      ],
      roles: [...full.roles, ['stu-9999', '', 'student', 'nowhere'], ['stu-1', 'what', 'student', '']],
    }
    const { status, body } = await sendRoster(dana, wrong)
    expect([status, body.code]).toEqual([400, 'roster-errors'])
    expect(body.errors.map(({ file, column }: Record<string, string>) => `${file} ${column}`)).toEqual([
      'users.csv sourcedId',
    ])
    expect(JSON.stringify(body)).not.toMatch(/stu-|kid/i)
    expect(await textsThatMatch('stu-[0-9]|kid')).toEqual([])
  })

  test('drops students of a plain list by their role', async () => {
    const { dana } = stage.cast
    const list = `name,e-mail,role,cohort\nKidplain,kid@plain.example,student,Kidclass\nRosa,rosa@plain.example,teacher,\n`
    const { body } = await sendRoster(dana, list, { source: 'plain' })
    expect(body).toMatchObject({ toAdd: 1, skipped: 1 })
    expect(await textsThatMatch('kid')).toEqual([])
  })
})
