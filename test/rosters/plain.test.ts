import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId, type PersonId } from '../../src/platform/ids.ts'
import { readyClipOf } from '../support/clips.ts'
import { query } from '../support/empty-database.ts'
import { sendRoster } from '../support/rosters.ts'
import { openStage, type Stage } from '../support/stage.ts'
import { until } from '../support/until.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

let lists = 0
/** People of a source of their own, so that tests do not meet. */
const unique = () => `s${++lists}`

const person = (email: string) =>
  stage.platform.db.selectFrom('people').selectAll().where('email', '=', email).executeTakeFirst()
const rolesOf = async (personId: string) =>
  (
    await stage.platform.db
      .selectFrom('roleGrants')
      .select('role')
      .where('personId', '=', personId as never)
      .orderBy('role')
      .execute()
  ).map(({ role }) => role)
const membershipsOf = (personId: string) =>
  stage.platform.db
    .selectFrom('memberships')
    .innerJoin('cohorts', 'cohorts.id', 'memberships.cohortId')
    .select(['cohorts.name', 'memberships.part', 'memberships.leftAt'])
    .where('personId', '=', personId as never)
    .orderBy('cohorts.name')
    .execute()

describe('a plain list', () => {
  test('brings people with their role and cohort; facilitators are those who lead; again it changes nothing', async () => {
    const { dana } = stage.cast
    const s = unique()
    const list = `name,e-mail,role,cohort\nRosa Peña,rosa@${s}.example,teacher,Math ${s}\n"Lee, Jo",jo@${s}.example,Teacher Leader,Math ${s}\nAl,al@${s}.example,program coach,\n`
    const dry = await sendRoster(dana, list, { source: s, dryRun: true })
    expect(dry.status).toBe(200)
    expect(dry.body).toMatchObject({ dryRun: true, toAdd: 3, cohorts: { toAdd: 1, toJoin: 2 }, errors: [] })
    expect(dry.body.firstChanges).toContainEqual({
      ...{ what: 'add', name: 'Rosa Peña', from: null, to: `rosa@${s}.example` },
    })
    expect(await person(`rosa@${s}.example`)).toBeUndefined()

    const done = await sendRoster(dana, list, { source: s })
    expect(done.body).toEqual({ ...dry.body, dryRun: false })
    const jo = await person(`jo@${s}.example`)
    expect(jo).toMatchObject({ name: 'Lee, Jo', state: 'active', signInId: null })
    expect(await rolesOf(jo?.id ?? '')).toEqual(['teacher leader'])
    expect(await membershipsOf(jo?.id ?? '')).toMatchObject([{ name: `Math ${s}`, part: 'facilitator' }])
    expect(await membershipsOf((await person(`rosa@${s}.example`))?.id ?? '')).toMatchObject([
      { part: 'participant', leftAt: null },
    ])

    const again = await sendRoster(dana, list, { source: s })
    expect(again.body).toMatchObject({ toAdd: 0, toChange: 0, toDepart: 0, unchanged: 3 })
    expect(again.body).toMatchObject({ cohorts: { toAdd: 0, toJoin: 0 }, firstChanges: [] })
    const audit = await stage.platform.db.selectFrom('audit').select('what').execute()
    expect(audit.filter(({ what }) => what === 'import-roster').length).toBeGreaterThanOrEqual(2)
  })

  test('INV-03: lets nobody into a cohort that shares clips already: its facilitators invite them', async () => {
    const { dana, leslie, maple } = stage.cast
    const s = unique()
    const clipId = await readyClipOf(stage.platform, leslie)
    await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: maple })
    const list = `name,e-mail,role,cohort\nSock,sock@${s}.example,teacher,Maple Street\n`
    const { body } = await sendRoster(dana, list, { source: s })
    expect(body).toMatchObject({ toAdd: 1, cohorts: { toJoin: 0, toInvite: 1 }, errors: [] })
    expect(body.firstChanges).toContainEqual({
      ...{ what: 'invite', name: 'Sock', field: 'participant', from: null, to: 'Maple Street' },
    })
    expect(await membershipsOf((await person(`sock@${s}.example`))?.id ?? '')).toEqual([])
  })

  test.each([
    ['a byte order mark, semicolons and CRLF', '\uFEFFE-Mail;Name;Role\r\n{e};Ana;teacher\r\n'],
    ['tabs', 'NAME\tEmail\tROLE\n Ana \t{e}\tTEACHER\n'],
    [
      'quotes with line breaks, and columns nobody asked for',
      'id,Full-Name,"e mail",role\n1,"A\nna",{e},aide\n\n',
    ],
    ['Spanish words', 'Nombre,Correo electrónico,Rol,Cohorte\nAna,{e},maestra,\n'],
  ])('may be written with %s', async (_how, text) => {
    const s = unique()
    const { body } = await sendRoster(stage.cast.dana, text.replace('{e}', `ANA@${s}.example`), { source: s })
    expect(body).toMatchObject({ toAdd: 1, errors: [] })
    expect(await rolesOf((await person(`ana@${s}.example`))?.id ?? '')).toEqual(['teacher'])
  })

  test('with an error anywhere is refused whole, by file, row and column', async () => {
    const { dana } = stage.cast
    const s = unique()
    const list = `name,e-mail,role,cohort\nRosa,rosa@${s}.example,teacher,\n,x@${s}.example,teacher,\nBo,not an address,teacher,\nCy,cy@${s}.example,wizard,\nDi,di@${s}.example,administrator,\nEd,rosa@${s}.example,teacher,\nconstructor,c@${s}.example,constructor,\n`
    const { status, body } = await sendRoster(dana, list, { source: s })
    expect([status, body.code]).toEqual([400, 'roster-errors'])
    const places = body.errors.map(({ file, row, column }: Record<string, unknown>) => [file, row, column])
    expect(places).toEqual([
      ['roster.csv', 3, 'name'],
      ['roster.csv', 4, 'e-mail'],
      ['roster.csv', 5, 'role'],
      ['roster.csv', 6, 'role'],
      ['roster.csv', 7, 'name'],
      ['roster.csv', 8, 'role'],
    ])
    expect(body.errors[0]).toMatchObject({ pointer: '/file/roster.csv/3/name', message: expect.any(String) })
    expect(await person(`rosa@${s}.example`)).toBeUndefined()
    const dry = await sendRoster(dana, list, { source: s, dryRun: true })
    expect([dry.status, dry.body.errors.length, dry.body.toDepart]).toEqual([200, 6, 0])
  })

  test.each([
    ['without its columns', 'name,role\nAna,teacher\n', 1, 'e-mail'],
    ['with a column twice', 'name,name,e-mail,role\n', 1, 'name'],
    ['with quotes that do not match', 'name,e-mail,role\n"Ana,a@b.example,teacher\n', 2, ''],
    ['with too many cells', 'name,e-mail,role\nAna,a@b.example,teacher,x,y\n', 2, ''],
    ['that is empty', '', 1, ''],
    ['that names nobody', 'name,e-mail,role\nSam,s@b.example,student\n', 1, ''],
    ['in UTF-16', Buffer.from('name,e-mail,role\n', 'utf16le'), 1, ''],
    ['in Latin-1', Buffer.from('name,e-mail,role\nPe\u00f1a,a@b.example,teacher\n', 'latin1'), 1, ''],
    ['on one line without end', `name,e-mail,role\n${'x'.repeat(600_000)}`, 2, ''],
  ])('%s is told so', async (_what, list, row, column) => {
    const { status, body } = await sendRoster(stage.cast.dana, list, { source: unique() })
    expect([status, body.code, body.errors]).toMatchObject([400, 'roster-errors', [{ row, column }]])
  })

  test('is for administrators and roster managers, and needs a file and a source', async () => {
    const { leslie, liz, dana, nobody } = stage.cast
    for (const who of [leslie, liz]) expect((await sendRoster(who, 'x')).status).toBe(403)
    expect((await sendRoster(nobody, 'x')).status).toBe(401)
    expect((await sendRoster(dana, 'x', { source: ' ' })).body.code).toBe('no-source')
    const form = new FormData()
    form.append('source', 'x')
    expect((await dana.send('POST', '/api/v1/roster-imports', { body: form })).body.code).toBe('no-file')
    expect((await dana.send('POST', '/api/v1/roster-imports?dryRun=maybe', { body: form })).status).toBe(400)
    expect((await dana.post('/api/v1/roster-imports', {})).status).toBe(415)
  })

  test('links who is here already by their e-mail, and never changes the address of who signs in', async () => {
    const { dana, ben } = stage.cast
    const s = unique()
    const line = (email: string) => `name,e-mail,role,cohort\nBen Ortiz,${email},teacher,\n`
    const first = await sendRoster(dana, line('BEN@here.example'), { source: s })
    expect(first.body).toMatchObject({ toAdd: 0, toChange: 1 })
    expect(await person('ben@here.example')).toMatchObject({ id: ben.viewer.personId, name: 'Ben Ortiz' })
    // Whoever reads that mailbox could sign in as Ben.
    const users = (email: string) => ({
      orgs: [],
      users: [['b1', '', 'Ben', 'Ortiz', email]],
      roles: [['b1', '', 'districtAdministrator', 'd']],
    })
    const org = { orgs: [['d', '', 'D', 'district', '']] }
    await sendRoster(dana, { ...users('ben@here.example'), ...org }, { source: `${s}b` })
    const taken = await sendRoster(dana, { ...users(`mallory@${s}.example`), ...org }, { source: `${s}b` })
    expect(taken.body).toMatchObject({
      toChange: 0,
      unchanged: 1,
      firstChanges: [{ what: 'stay', field: 'email' }],
    })
    expect(await person('ben@here.example')).toMatchObject({ id: ben.viewer.personId })
  })

  test('ends what somebody was who is listed no more; coming back revives nothing of it', async () => {
    const { dana, leslie } = stage.cast
    const { db } = stage.platform
    const s = unique()
    const rosa = `Rosa,rosa@${s}.example,teacher leader,Math ${s}\n`
    const jo = `Jo,jo@${s}.example,teacher,Math ${s}\n`
    const list = (...rows: string[]) => `name,e-mail,role,cohort\n${rows.join('')}`
    await sendRoster(dana, list(rosa, jo), { source: s })
    const { id = '' } = (await person(`jo@${s}.example`)) ?? {}
    const { organisationId } = leslie.viewer
    await db
      .insertInto('roleGrants')
      .values({ organisationId, personId: id as never, role: 'roster manager' })
      .execute()
    const gone = await sendRoster(dana, list(rosa), { source: s })
    expect(gone.body).toMatchObject({ toDepart: 1, firstChanges: [{ what: 'depart', name: 'Jo' }] })
    expect(await person(`jo@${s}.example`)).toMatchObject({ state: 'departed' })
    expect(await membershipsOf(id)).toMatchObject([{ leftAt: expect.any(Date) }])
    expect((await sendRoster(dana, list(rosa), { source: s })).body).toMatchObject({
      toDepart: 0,
      unchanged: 1,
    })

    const back = await sendRoster(dana, list(rosa, `Jo,jo@${s}.example,teacher,\n`), { source: s })
    expect(back.body).toMatchObject({ toAdd: 0, toChange: 1, cohorts: { toJoin: 0 } })
    expect(await person(`jo@${s}.example`)).toMatchObject({ id, state: 'active' })
    expect(await rolesOf(id)).toEqual(['teacher'])
    expect(await membershipsOf(id)).toMatchObject([{ leftAt: expect.any(Date) }])
  })

  test('does not end an administrator, its sender, or whom another list names; nor bring back who left by hand', async () => {
    const { dana } = stage.cast
    const { db } = stage.platform
    const s = unique()
    const row = (name: string) => `${name},${name}@${s}.example,teacher,Oak ${s}\n`
    const list = (...names: string[]) => `name,e-mail,role,cohort\n${names.map(row).join('')}`
    const withDana = `${list('admin', 'both', 'hand')}Dana,${dana.email},teacher,\n`
    await sendRoster(dana, withDana, { source: s })
    await sendRoster(dana, list('both'), { source: `${s}b` })
    const { id: adminId } = (await person(`admin@${s}.example`)) ?? {}
    const { id: handId = '' } = (await person(`hand@${s}.example`)) ?? {}
    await db
      .insertInto('roleGrants')
      .values({ ...dana.viewer, personId: adminId as never, role: 'administrator' })
      .execute()
    await db
      .updateTable('people')
      .set({ state: 'departed' })
      .where('id', '=', handId as never)
      .execute()
    const still = await sendRoster(dana, withDana, { source: s })
    expect(still.body).toMatchObject({ toChange: 0, toDepart: 0 })
    expect(await person(`hand@${s}.example`)).toMatchObject({ state: 'departed' })

    const none = await sendRoster(dana, list('last'), { source: s })
    expect(none.body.toDepart).toBe(0)
    for (const email of [`admin@${s}.example`, `both@${s}.example`, dana.email]) {
      expect(await person(email)).toMatchObject({ state: 'active' })
    }
    expect((await sendRoster(dana, list('last'), { source: `${s}b` })).body.toDepart).toBe(1)
    expect(await person(`both@${s}.example`)).toMatchObject({ state: 'departed' })
  })

  test('takes nobody out of a cohort, puts nobody back who left one, and its sender into none', async () => {
    const { dana, leslie, ana, maple } = stage.cast
    const { db } = stage.platform
    const s = unique()
    const clipId = await readyClipOf(stage.platform, leslie)
    await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: maple })
    const self = await sendRoster(
      dana,
      `name,e-mail,role,cohort\nDana,${dana.email},teacher,maple street\n`,
      {
        source: s,
      },
    )
    expect([self.status, self.body.errors]).toMatchObject([400, [{ row: 2, column: 'cohort' }]])
    expect((await dana.get(`/api/v1/clips/${clipId}`)).status).toBe(404)

    const list = `name,e-mail,role,cohort\nAna,${ana.email},teacher,Math ${s}\n`
    await sendRoster(dana, list, { source: s })
    expect((await membershipsOf(ana.viewer.personId)).map(({ name }) => name)).toContain('Maple Street')
    await db
      .updateTable('memberships')
      .set({ leftAt: new Date() })
      .where('personId', '=', ana.viewer.personId)
      .where('cohortId', 'in', (eb) => eb.selectFrom('cohorts').select('id').where('name', '=', `Math ${s}`))
      .execute()
    expect((await sendRoster(dana, list, { source: s })).body).toMatchObject({
      unchanged: 1,
      cohorts: { toJoin: 0 },
    })
  })

  test('sent by several at once brings everybody once', async () => {
    const { dana } = stage.cast
    const s = unique()
    const rows = Array.from({ length: 300 }, (_, n) => `P${n},p${n}@${s}.example,teacher,C${n % 7} ${s}\n`)
    const list = `name,e-mail,role,cohort\n${rows.join('')}`
    const answers = await Promise.all(Array.from({ length: 4 }, () => sendRoster(dana, list, { source: s })))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    expect(answers.map(({ body }) => body.toAdd).toSorted()).toEqual([0, 0, 0, 300])
    const cohorts = await stage.platform.db
      .selectFrom('cohorts')
      .select('id')
      .where('name', 'like', `C% ${s}`)
      .execute()
    expect(cohorts).toHaveLength(7)
  })

  test('that meets an address which somebody else adds just then is told to come again, with nothing of it taken', async () => {
    const { dana } = stage.cast
    const s = unique()
    const list = `name,e-mail,role\nAmy,amy@${s}.example,teacher\nZoe,zoe@${s}.example,teacher\n`
    const { organisationId } = dana.viewer
    let answer: ReturnType<typeof sendRoster> | undefined
    await stage.platform.db.transaction().execute(async (trx) => {
      const zoe = { organisationId, id: newId<PersonId>(), name: 'Zoe', email: `zoe@${s}.example` }
      await trx.insertInto('people').values(zoe).execute()
      answer = sendRoster(dana, list, { source: s })
      await until(async () => {
        const waiting = `select 1 from pg_stat_activity where wait_event_type = 'Lock' and query like 'insert into "people"%'
          and datname = current_database()`
        return (await query(stage.databaseUrl, waiting)).length > 0
      })
    })
    const { status, body } = (await answer) ?? expect.fail()
    expect([status, body.code]).toEqual([409, 'roster-overtaken'])
    expect(await person(`amy@${s}.example`)).toBeUndefined()
    expect((await sendRoster(dana, list, { source: s })).body).toMatchObject({ toAdd: 1, toChange: 1 })
  })

  test('is kept in mind with its counts, for those whose office it is', async () => {
    const { dana, leslie, eve } = stage.cast
    const s = unique()
    await sendRoster(dana, `name,e-mail,role\nAmy,amy@${s}.example,teacher\n`, { source: s })
    const { body } = await dana.get('/api/v1/roster-imports?limit=1')
    expect(body.items).toMatchObject([{ source: s, by: { name: dana.name }, counts: { toAdd: 1 } }])
    expect(JSON.stringify(body)).not.toContain('amy@')
    for (const other of [leslie, eve]) expect((await other.get('/api/v1/roster-imports')).status).toBe(403)
  })
})
