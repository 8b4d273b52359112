import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type OneRoster, oneRosterFiles, sendRoster, zipOf } from '../support/rosters.ts'
import { openStage, type Stage } from '../support/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

let lists = 0
const unique = () => `o${++lists}`

/** A district with a department, two schools, a principal and teachers; ids begin with the source's name. */
const small = (s: string): OneRoster & { users: (string | number)[][]; roles: (string | number)[][] } => ({
  orgs: [
    [`${s}-state`, '', 'State', 'state', ''],
    [`${s}-d`, '', `District ${s}`, 'district', `${s}-state`],
    [`${s}-dep`, '', 'Elementary', 'department', `${s}-d`],
    [`${s}-oak`, '', `Oak ${s}`, 'school', `${s}-dep`],
    [`${s}-elm`, '', `Elm ${s}`, 'school', `${s}-d`],
  ],
  users: [
    [`${s}-p`, '', 'Pat', 'Principal', `pat@${s}.example`],
    [`${s}-t1`, '', 'Tia', 'Núñez', `tia@${s}.example`],
    [`${s}-t2`, '', 'Tom', 'O’Neil', `tom@${s}.example`],
    [`${s}-t3`, '', 'Elm', 'Teacher', `elm@${s}.example`],
    [`${s}-x`, '', 'Kid', 'Pupil', `kid@${s}.example`],
  ],
  roles: [
    [`${s}-p`, '', 'principal', `${s}-oak`],
    [`${s}-t1`, '', 'teacher', `${s}-oak`],
    [`${s}-t2`, '', 'aide', `${s}-oak`],
    [`${s}-t3`, '', 'teacher', `${s}-elm`],
    [`${s}-x`, '', 'student', `${s}-oak`],
  ],
})

const person = async (email: string) =>
  (await stage.platform.db.selectFrom('people').selectAll().where('email', '=', email).executeTakeFirst()) ??
  expect.fail(`${email} is not here`)
const rates = async (email: string) =>
  (
    await stage.platform.db
      .selectFrom('evaluators')
      .innerJoin('people', 'people.id', 'evaluators.evaluateeId')
      .select('people.name')
      .where('evaluatorId', '=', (await person(email)).id)
      .orderBy('people.name')
      .execute()
  ).map(({ name }) => name)
const placesOf = async (email: string) => {
  const { siteId } = await person(email)
  return stage.platform.db
    .selectFrom('sites')
    .innerJoin('districts', 'districts.id', 'sites.districtId')
    .select(['sites.name as site', 'districts.name as district'])
    .where('sites.id', '=', siteId)
    .executeTakeFirst()
}

describe('a OneRoster export', () => {
  test('brings districts, schools and staff; a principal is noted as who rates, and is nothing else', async () => {
    const { dana } = stage.cast
    const s = unique()
    const { status, body } = await sendRoster(dana, small(s), { source: s })
    expect(status).toBe(200)
    expect(body).toMatchObject({ toAdd: 4, skipped: 1, places: { toAdd: 3 }, evaluators: { toAdd: 2 } })
    expect(await placesOf(`tia@${s}.example`)).toEqual({ site: `Oak ${s}`, district: `District ${s}` })
    expect(await rates(`pat@${s}.example`)).toEqual(['Tia Núñez', 'Tom O’Neil'])
    const roles = await stage.platform.db
      .selectFrom('roleGrants')
      .innerJoin('people', 'people.id', 'roleGrants.personId')
      .select(['people.name', 'role'])
      .where('people.email', 'like', `%@${s}.example`)
      .orderBy('name')
      .execute()
    expect(roles.map(({ name, role }) => `${name}: ${role}`)).toEqual([
      ...['Elm Teacher: teacher', 'Tia Núñez: teacher', 'Tom O’Neil: teacher'],
    ])
    const again = await sendRoster(dana, small(s), { source: s })
    expect(again.body).toMatchObject({ toAdd: 0, toChange: 0, toDepart: 0, unchanged: 4, firstChanges: [] })
    expect(again.body).toMatchObject({
      places: { toAdd: 0, toChange: 0 },
      evaluators: { toAdd: 0, toDrop: 0 },
    })
  })

  test('changes names, addresses and schools, and takes back what it had noted of who rates whom', async () => {
    const { dana } = stage.cast
    const s = unique()
    await sendRoster(dana, small(s), { source: s })
    const tia = await person(`tia@${s}.example`)
    const { db } = stage.platform
    const elm = await person(`elm@${s}.example`)
    const pat = await person(`pat@${s}.example`)
    await db
      .insertInto('evaluators')
      .values({ organisationId: pat.organisationId, evaluatorId: pat.id, evaluateeId: elm.id, source: 'set' })
      .execute()
    const next = small(s)
    next.users[1] = [`${s}-t1`, '', 'Tia', 'Ruiz', `ruiz@${s}.example`]
    next.roles[1] = [`${s}-t1`, '', 'teacher', `${s}-elm`]
    const { body } = await sendRoster(dana, next, { source: s })
    expect(body).toMatchObject({ toAdd: 0, toChange: 1, unchanged: 3, evaluators: { toAdd: 0, toDrop: 1 } })
    expect(await person(`ruiz@${s}.example`)).toMatchObject({ id: tia.id, name: 'Tia Ruiz' })
    expect(await placesOf(`ruiz@${s}.example`)).toMatchObject({ site: `Elm ${s}` })
    expect(await rates(`pat@${s}.example`)).toEqual(['Elm Teacher', 'Tom O’Neil'])
  })

  test('as a delta ends only who it says, and changes who was there before without naming their role', async () => {
    const { dana } = stage.cast
    const s = unique()
    await sendRoster(dana, small(s), { source: s })
    const { body } = await sendRoster(
      dana,
      {
        mode: 'delta',
        users: [
          [`${s}-t2`, 'tobedeleted', '', '', ''],
          [`${s}-t3`, 'active', 'Elma', 'Teacher', `elm@${s}.example`],
          [`${s}-t9`, 'active', 'New', 'Teacher', `new@${s}.example`],
          [`${s}-y`, 'active', 'Kid', 'Sister', `sister@${s}.example`],
        ],
        roles: [
          [`${s}-t9`, 'active', 'teacher', `${s}-oak`],
          [`${s}-y`, 'active', 'student', `${s}-oak`],
        ],
      },
      { source: s },
    )
    expect(body).toMatchObject({ toAdd: 1, toChange: 1, toDepart: 1, skipped: 1 })
    expect(await person(`tom@${s}.example`)).toMatchObject({ state: 'departed' })
    expect(await person(`tia@${s}.example`)).toMatchObject({ state: 'active' })
    expect(await person(`elm@${s}.example`)).toMatchObject({ name: 'Elma Teacher' })
    expect(await placesOf(`elm@${s}.example`)).toMatchObject({ site: `Elm ${s}` })
    expect(await rates(`pat@${s}.example`)).toEqual(['New Teacher', 'Tia Núñez'])
  })

  test('with another id for the same address is the same person, who does not leave', async () => {
    const { dana } = stage.cast
    const s = unique()
    await sendRoster(dana, small(s), { source: s })
    const tia = await person(`tia@${s}.example`)
    const next = small(s)
    next.users[1] = ['moved', '', 'Tia', 'Núñez', `TIA@${s}.example`]
    next.roles[1] = ['moved', '', 'teacher', `${s}-oak`]
    const { body } = await sendRoster(dana, next, { source: s })
    expect(body).toMatchObject({ toAdd: 0, toDepart: 0, toChange: 1 })
    expect(await person(`tia@${s}.example`)).toMatchObject({ id: tia.id, state: 'active' })
  })

  test('is refused whole with what is wrong by file, row and column', async () => {
    const { dana } = stage.cast
    const s = unique()
    const wrong = small(s)
    wrong.users.push([`${s}-t1`, '', 'Tia', 'Again', `again@${s}.example`])
    wrong.users.push([`${s}-t4`, '', 'No', 'Mail', ''])
    wrong.roles.push([`${s}-t4`, '', 'teacher', `${s}-oak`])
    wrong.roles.push([`${s}-nobody`, '', 'teacher', `${s}-oak`])
    const { status, body } = await sendRoster(dana, wrong, { source: s })
    expect([status, body.code]).toEqual([400, 'roster-errors'])
    const at = ({ file, row, column }: Record<string, unknown>) => `${file} ${row} ${column}`
    expect(body.errors.map(at)).toEqual([
      ...['users.csv 7 sourcedId', 'users.csv 8 email', 'roles.csv 8 userSourcedId'],
    ])
    const lost = small(s)
    lost.roles[1] = [`${s}-t1`, '', 'teacher', 'nowhere']
    const unplaced = [...(lost.orgs ?? []), [`${s}-ash`, '', 'Ash', 'school', 'nowhere']]
    const refused = await sendRoster(dana, { ...lost, orgs: unplaced }, { source: s })
    expect(refused.body.errors.map(at)).toEqual(['orgs.csv 7 parentSourcedId'])
    const { body: second } = await sendRoster(dana, lost, { source: s })
    expect(second.errors.map(at)).toEqual(['roles.csv 3 orgSourcedId'])
    const same = small(s)
    same.users[1] = [`${s}-t1`, '', 'Tia', 'Núñez', `tom@${s}.example`]
    expect((await sendRoster(dana, same, { source: s })).body.errors.map(at)).toEqual(['users.csv 4 email'])
    const none = await stage.platform.db
      .selectFrom('people')
      .select('id')
      .where('email', 'like', `%@${s}.example`)
      .execute()
    expect(none).toEqual([])
  })

  test('that is no OneRoster, an old one, or one that lacks a file is told so', async () => {
    const { dana } = stage.cast
    const files = oneRosterFiles(small('bad'))
    const manifest = files['manifest.csv'] ?? ''
    const { 'users.csv': _users, ...without } = files
    for (const [given, file] of [
      [{ 'readme.txt': 'hello' }, 'manifest.csv'],
      [{ ...files, 'manifest.csv': manifest.replace('version,1.2', 'version,1.1') }, 'manifest.csv'],
      [{ ...files, 'manifest.csv': manifest.replace('file.roles,bulk', 'file.roles,delta') }, 'manifest.csv'],
      [without, 'users.csv'],
    ] as const) {
      const { status, body } = await sendRoster(dana, await zipOf(given), { source: 'bad' })
      expect([status, body.errors[0].file]).toEqual([400, file])
    }
  })
})
