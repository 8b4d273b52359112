import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Person } from '../support/cast.ts'
import { exemplarOf } from '../support/exemplars.ts'
import { newcomer } from '../support/newcomer.ts'
import { openStage, type Stage } from '../support/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

const send = (who: Person, file: string | Uint8Array, type = 'text/csv') =>
  who.send('POST', '/api/v1/terms/imports', {
    body: typeof file === 'string' ? new TextEncoder().encode(file) : file,
    headers: { 'content-type': type },
  })
/** All standards of the organisation, in use or not. */
const standards = async () => {
  const { rows } = await stage.platform.pool.query(
    `select code, name, retired_at is not null as retired from terms
      where organisation_id = $1 and kind = 'standard' order by code`,
    [stage.cast.liz.viewer.organisationId],
  )
  return rows.map(({ code, name, retired }) => `${code}: ${name}${retired ? ' (retired)' : ''}`)
}
const nothingYet = () =>
  stage.platform.pool.query(`delete from exemplar_tags; delete from terms where kind = 'standard'`)

describe('standards from a file', () => {
  test('are added and changed, and a second time nothing is', async () => {
    const { liz, ana, dana } = stage.cast
    await nothingYet()
    const first = await send(liz, 'code,name\nK.CC.1,Count to 100\nK.CC.2,Count forward\n')
    expect([first.status, first.body]).toEqual([200, { added: 2, changed: 0, unchanged: 0 }])
    const { body: page } = await ana.get('/api/v1/terms?kind=standard&q=k.cc.1')
    const id = page.items[0].id
    await liz.delete(`/api/v1/terms/${id}`)
    const file = 'code,name\nK.CC.1,Count to 100\nK.CC.2,Count on\nK.CC.3,Write numbers\n'
    expect((await send(dana, file)).body).toEqual({ added: 1, changed: 2, unchanged: 0 })
    expect((await send(dana, file)).body).toEqual({ added: 0, changed: 0, unchanged: 3 })
    // What a file does not hold stays, and who came back is who they were.
    expect((await send(liz, 'code,name\nK.CC.2,Count on')).body).toEqual({
      added: 0,
      changed: 0,
      unchanged: 1,
    })
    expect(await standards()).toEqual(['K.CC.1: Count to 100', 'K.CC.2: Count on', 'K.CC.3: Write numbers'])
    expect((await ana.get('/api/v1/terms?kind=standard&q=k.cc.1')).body.items[0].id).toBe(id)
  })

  test.each<[string, string | Uint8Array]>([
    [
      'as Excel saves it: a byte order mark, CRLF, semicolons',
      '\uFEFFcode;name\r\nA.1;One, two\r\nA.2;Three\r\n',
    ],
    ['with tabs, and old line ends', 'code\tname\rA.1\tOne, two\rA.2\tThree'],
    [
      'with quotes, a cell over two lines, and columns of no use',
      'grade,Name,Code\n1,"One,\n two","A.1"\n,Three,A.2\n',
    ],
    [
      'with blank lines, and cells in blanks',
      '\n\ncode,name\n\n  A.1 , "One, two" \n,\nA.2,Three\n\n'.replace(' "One, two" ', '"One, two"'),
    ],
    ['in Spanish', 'Código,Nombre\nA.1,"One, two"\nA.2,Three\n'],
    ['with the same row twice', 'code,name\nA.1,"One, two"\nA.2,Three\nA.1,"One, two"\n'],
  ])('are read %s', async (_what, file) => {
    await nothingYet()
    const { status, body } = await send(stage.cast.liz, file)
    expect([status, body]).toEqual([200, { added: 2, changed: 0, unchanged: 0 }])
    expect(await standards()).toEqual(['A.1: One, two', 'A.2: Three'])
  })

  test('are text: neither formulas nor markup nor SQL is anything else', async () => {
    await nothingYet()
    const names = [
      '=HYPERLINK("http://x.example")',
      '+1',
      '@SUM(A1)',
      '<b>bold</b>',
      `'); drop table terms; --`,
      '💯 ٣',
    ]
    const file = `code,name\n${names.map((name, n) => `F.${n},"${name.replaceAll('"', '""')}"`).join('\n')}`
    expect((await send(stage.cast.liz, file)).body.added).toBe(names.length)
    expect(await standards()).toEqual(names.map((name, n) => `F.${n}: ${name}`))
  })

  test.each<[string, string | Uint8Array, string, number, string?]>([
    ['no columns that we know', 'standard,title\nA,One\n', 'not-standards', 1, 'code'],
    ['no names', 'code\nA\n', 'not-standards', 1, 'name'],
    ['a column twice', 'code,name,Code\nA,One,B\n', 'not-standards', 1, 'code'],
    ['nothing at all', '', 'not-standards', 1],
    ['a missing name', 'code,name\nA.1,"One,\ntwo"\nA.2,\n', 'not-standards', 4, 'name'],
    ['a missing code', 'code,name\r\nA.1,One\r\n,Two\r\n', 'not-standards', 3, 'code'],
    ['a code that shows nothing', 'code,name\n\u200B,One\n', 'not-standards', 2, 'code'],
    ['a long code', `code,name\nA.1,One\n${'x'.repeat(61)},Two\n`, 'not-standards', 3, 'code'],
    ['a long name', `code,name\nA.1,${'x'.repeat(301)}\n`, 'not-standards', 2, 'name'],
    ['two names for one code', 'code,name\nA.1,One\nA.2,Two\nA.1,Three\n', 'not-standards', 4, 'code'],
    ['more cells than columns', 'code,name\nA.1,One,two\n', 'not-standards', 2],
    ['a quote that is never closed', 'code,name\nA.1,One\nA.2,"Two\nA.3,Three\n', 'not-standards', 3],
    ['a quote in the middle', 'code,name\nA.1,One\nA.2,Two "2"\n', 'not-standards', 3],
    ['a row without an end', `code,name\nA.1,"${'x'.repeat(100_000)}`, 'not-standards', 2],
    ['UTF-16', Buffer.from('\uFEFFcode,name\nA.1,One\n', 'utf16le'), 'not-standards', 1],
    ['Latin-1', Buffer.from('code,name\nA.1,Números\n', 'latin1'), 'not-standards', 1],
    ['a NUL', 'code,name\nA.1,O\0ne\n', 'not-standards', 1],
  ])('with %s are refused, all of them, with the line', async (_what, file, code, line, column) => {
    await nothingYet()
    const { status, body } = await send(stage.cast.liz, file)
    expect([status, body.code, body.line]).toEqual([400, code, line])
    if (column) expect(body.detail).toContain(`column “${column}”`)
    expect(await standards()).toEqual([])
  })

  test('are at most 20,000 rows and five megabytes', async () => {
    await nothingYet()
    const { liz } = stage.cast
    const rows = (count: number) => Array.from({ length: count }, (_, n) => `N.${n},Name ${n}`).join('\n')
    const many = await send(liz, `code,name\n${rows(20_001)}`)
    expect([many.status, many.body.code, many.body.line]).toEqual([413, 'too-many-rows', 20_002])
    const large = await send(liz, `code,name\n${'\n'.repeat(5 * 2 ** 20)}`)
    expect([large.status, large.body.code]).toEqual([413, 'too-large'])
    expect(await standards()).toEqual([])
    const most = await send(liz, `code,name\n${rows(20_000)}`)
    expect(most.body).toEqual({ added: 20_000, changed: 0, unchanged: 0 })
    expect((await send(liz, `code,name\n${rows(20_000)}`)).body).toEqual({
      added: 0,
      changed: 0,
      unchanged: 20_000,
    })
  }, 60_000)

  test('that two people send at once are there once', async () => {
    await nothingYet()
    const { liz, dana } = stage.cast
    const file = `code,name\n${Array.from({ length: 300 }, (_, n) => `N.${n},Name ${n}`).join('\n')}`
    const answers = await Promise.all([liz, dana, liz].map((who) => send(who, file)))
    expect(answers.map(({ body }) => body.added).toSorted((a, b) => a - b)).toEqual([0, 0, 300])
  })

  test('are found by their new names', async () => {
    await nothingYet()
    const { liz, leslie, ana } = stage.cast
    await send(liz, 'code,name\nK.CC.1,Zigzagging\n')
    const { body } = await ana.get('/api/v1/terms?kind=standard')
    const { id } = await exemplarOf(stage.platform, leslie, { termIds: [body.items[0].id] })
    await send(liz, 'code,name\nK.CC.1,Meandering\n')
    const { rows } = await stage.platform.pool.query(
      `select document @@ to_tsquery('english', 'meandering') as after, document @@ to_tsquery('english', 'zigzagging') as before
        from exemplar_words where exemplar_id = $1`,
      [id],
    )
    expect(rows).toEqual([{ after: true, before: false }])
  })

  test('are brought in by curators and administrators, each into their own organisation', async () => {
    await nothingYet()
    const { ana, eve, liz } = stage.cast
    const file = 'code,name\nK.CC.1,Count\n'
    expect((await send(ana, file)).status).toBe(403)
    expect((await send(ana, 'no file of standards')).status).toBe(403)
    const abroad = await newcomer(stage, ['administrator'], { like: eve })
    expect((await send(abroad, file)).body.added).toBe(1)
    expect(await standards()).toEqual([])
    for (const type of ['application/json', 'application/pdf']) {
      const answer = await send(liz, '{"code": "K.CC.1", "name": "Count"}', type)
      expect([answer.status, answer.body.code]).toEqual([415, 'unsupported-media-type'])
    }
    expect((await stage.cast.nobody.post('/api/v1/terms/imports')).status).toBe(401)
  })
})
