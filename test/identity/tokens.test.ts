import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Caller } from '../support/caller.ts'
import { openStage, type Stage } from '../support/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

const bearing = (token: string) => new Caller(stage.baseUrl, { authorization: `Bearer ${token}` })

describe('a personal token', () => {
  test('stands for its owner, is shown once, and is kept as a hash', async () => {
    const { leslie } = stage.cast
    const { status, headers, body } = await leslie.post('/api/v1/tokens', { name: 'my script' })
    expect([status, headers.get('cache-control')]).toEqual([201, 'no-store'])
    expect(body).toMatchObject({
      name: 'my script',
      lastUsedAt: null,
      token: expect.stringMatching(/^itl_[\w-]{43}$/),
    })
    expect((await bearing(body.token).get('/api/v1/me')).body.name).toBe('Leslie')

    const { body: list } = await leslie.get('/api/v1/tokens')
    expect(list.items[0]).toEqual({ ...body, token: undefined, lastUsedAt: expect.any(String) })
    const rows = await stage.platform.db.selectFrom('apiTokens').selectAll().execute()
    expect(JSON.stringify(rows)).not.toContain(body.token)
    expect(rows.some(({ tokenHash }) => tokenHash.toString().includes(body.token))).toBe(false)
  })

  test('ends when its owner revokes it, twice like once; nobody else can', async () => {
    const { leslie, ana } = stage.cast
    const { body } = await leslie.post('/api/v1/tokens', { name: 'short' })
    expect((await ana.delete(`/api/v1/tokens/${body.id}`)).status).toBe(404)
    expect((await leslie.delete(`/api/v1/tokens/${body.id}`)).status).toBe(204)
    expect((await leslie.delete(`/api/v1/tokens/${body.id}`)).status).toBe(204)
    const answer = await bearing(body.token).get('/api/v1/me')
    expect([answer.status, answer.body.code]).toEqual([401, 'wrong-token'])
    expect((await leslie.get('/api/v1/tokens')).body.items.map(({ id }: { id: string }) => id)).not.toContain(
      body.id,
    )
  })

  test.each([
    ['none', {}, 'not-signed-in'],
    ['an unknown one', { authorization: `Bearer itl_${'x'.repeat(43)}` }, 'wrong-token'],
    ['another scheme', { authorization: 'Basic bGVzbGllOng=' }, 'wrong-token'],
    ['an empty one', { authorization: 'Bearer ' }, 'wrong-token'],
    ['a very long one', { authorization: `Bearer ${'x'.repeat(5000)}` }, 'wrong-token'],
    ['a cookie that is none', { cookie: 'interlude.session_token=abc.def' }, 'not-signed-in'],
  ])('that is %s opens nothing', async (_what, headers, code) => {
    const answer = await new Caller(stage.baseUrl, headers as Record<string, string>).get('/api/v1/clips')
    expect([answer.status, answer.body.code]).toEqual([401, code])
  })

  test('needs a name that says what it is for', async () => {
    for (const body of [
      {},
      { name: '' },
      { name: 'x'.repeat(101) },
      { name: 'x', roles: ['administrator'] },
    ]) {
      expect((await stage.cast.leslie.post('/api/v1/tokens', body)).status).toBe(400)
    }
  })
})
