import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { appendAudit } from '../../src/identity/append-audit.ts'
import { verifyAudit } from '../../src/identity/verify-audit.ts'
import { newcomer } from '../support/newcomer.ts'
import { openStage, type Stage } from '../support/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

const rows = 8

/** An organisation's audit with eight rows, verified; whatever is then done to it happens without the triggers. */
async function audited() {
  const { dana } = stage.cast
  const administrator = await newcomer(stage, ['administrator'])
  const { organisationId } = dana.viewer
  const check = () => verifyAudit(stage.platform.db, organisationId)
  const before = await check()
  const length = before.whole ? before.rows : 0
  for (let n = length; n < rows; n++) {
    await stage.platform.db
      .transaction()
      .execute((trx) =>
        appendAudit(trx, administrator.viewer, 'change-site', { siteId: `${n}`, n, none: null }),
      )
  }
  return { organisationId, check }
}

/** Does what somebody with the database's password could, looks, and undoes it. */
async function tampered(statement: string, organisationId: string) {
  const client = new pg.Client({ connectionString: stage.databaseUrl })
  await client.connect()
  await client.query("set session_replication_role = 'replica'")
  await client.query('create table kept as select * from audit')
  await client.query('create table kept_heads as select * from audit_heads')
  try {
    await client.query(statement, statement.includes('$1') ? [organisationId] : [])
    return await verifyAudit(stage.platform.db, stage.cast.dana.viewer.organisationId)
  } finally {
    await client.query('truncate audit, audit_heads')
    await client.query('insert into audit select * from kept')
    await client.query('insert into audit_heads select * from kept_heads')
    await client.query('drop table kept, kept_heads')
    await client.end()
  }
}

describe('the audit', () => {
  test.each([
    ['what was done', `update audit set what = 'nothing' where seq = 3`],
    ['when it was done', `update audit set at = at + interval '1 ms' where seq = 3`],
    ['its detail', `update audit set detail = detail || '{"n": 99}' where seq = 3`],
    ['who did it', `update audit set person_id = (select id from people where name = 'Ben') where seq = 3`],
    ['the hash of who did it', `update audit set person_hash = sha256('x') where seq = 3`],
    ['its hash', `update audit set hash = sha256('x') where seq = 3`],
    ['the hash before it', `update audit set previous_hash = sha256('x') where seq = 3`],
  ])('INV-36: shows in which row %s was changed', async (_what, statement) => {
    const { organisationId, check } = await audited()
    expect(await tampered(statement, organisationId)).toEqual({ whole: false, brokenAt: 3 })
    expect(await check()).toEqual({ whole: true, rows })
  })

  test.each([
    ['in the middle', 'delete from audit where seq = 3', 3],
    ['at the beginning', 'delete from audit where seq = 1', 1],
    ['at the end', `delete from audit where seq = ${rows}`, rows],
    ['all of them', 'delete from audit where organisation_id = $1', 1],
    [
      'and the later ones renumbered',
      `delete from audit where seq = 3; update audit set seq = seq - 1 where seq > 3`,
      3,
    ],
    [
      'moved to another place',
      'update audit set seq = 99 where seq = 4; update audit set seq = 4 where seq = 5; update audit set seq = 5 where seq = 99',
      4,
    ],
  ])('INV-36: shows that rows are missing or moved: %s', async (_what, statement, brokenAt) => {
    const { organisationId } = await audited()
    expect(await tampered(statement, organisationId)).toEqual({ whole: false, brokenAt })
  })

  test.each([
    ['changed', `update audit set what = 'nothing'`],
    ['changed in who did it', `update audit set person_id = (select id from people where name = 'Ben')`],
    ['removed', 'delete from audit'],
    ['emptied', 'truncate audit'],
  ])('cannot be %s: the database refuses', async (_what, statement) => {
    await audited()
    await expect(stage.platform.pool.query(statement)).rejects.toMatchObject({ code: '23001' })
  })

  test('stays whole when who did something is erased, and shows it as nobody', async () => {
    const { organisationId, check } = await audited()
    await stage.platform.pool.query(
      'update audit set person_id = null, person_salt = null where seq = 2 and organisation_id = $1',
      [organisationId],
    )
    expect(await check()).toEqual({ whole: true, rows })
    const { body } = await stage.cast.dana.get('/api/v1/administration/audit?limit=200')
    expect(body.items.find(({ seq }: { seq: number }) => seq === 2)?.by).toBeNull()
  })

  test('is one chain however many write at once', async () => {
    const { dana } = stage.cast
    const names = Array.from({ length: 10 }, (_, n) => `District ${n}`)
    await Promise.all(names.map((name) => dana.post('/api/v1/districts', { name })))
    const found = await verifyAudit(stage.platform.db, dana.viewer.organisationId)
    expect(found).toEqual({ whole: true, rows: rows + 10 })
  })

  test('is read by administrators and privacy officers, newest first, in pages', async () => {
    const { dana, liz, leslie, eve } = stage.cast
    const officer = await newcomer(stage, ['privacy officer'])
    const first = await officer.get('/api/v1/administration/audit?limit=4')
    const second = await officer.get(`/api/v1/administration/audit?limit=200&after=${first.body.next}`)
    const seqs = [...first.body.items, ...second.body.items].map(({ seq }) => seq)
    expect(seqs).toEqual(Array.from({ length: rows + 10 }, (_, n) => rows + 10 - n))
    expect(first.body.items[0]).toEqual({
      ...{ seq: rows + 10, what: 'add-district', at: expect.any(String) },
      by: { id: dana.viewer.personId, name: 'Dana' },
      detail: { districtId: expect.any(String) },
      names: {},
    })
    for (const who of [liz, leslie, eve]) {
      expect((await who.get('/api/v1/administration/audit')).status).toBe(403)
    }
  })

  test('calls people and places by name for administrators alone, and nobody of another organisation', async () => {
    const { dana, ana, eve } = stage.cast
    const officer = await newcomer(stage, ['privacy officer'])
    const { personId } = ana.viewer
    const district = await dana.post('/api/v1/districts', { name: 'North' })
    const foreign = { personId: eve.viewer.personId, districtId: district.body.id, n: 1, none: null }
    await stage.platform.db
      .transaction()
      .execute((trx) => appendAudit(trx, dana.viewer, 'change-site', foreign))
    await dana.send('PUT', `/api/v1/administration/people/${personId}/roles/program%20coach`, { body: {} })
    const page = '/api/v1/administration/audit?limit=2'
    const namesFor = async (who: typeof dana) =>
      (await who.get(page)).body.items.map(({ names }: { names: object }) => names)
    expect(await namesFor(dana)).toEqual([{ [personId]: 'Ana' }, { [district.body.id]: 'North' }])
    expect(await namesFor(officer)).toEqual([{}, {}])
  })
})
