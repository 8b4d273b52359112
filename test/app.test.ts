import Fastify from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { requireAccessDeclaration } from '../src/platform/http/access.ts'
import { openStage, type Stage } from './support/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

/** What scripts rely on, in the words of the contract. */
const contract = [
  ['post', '/api/v1/clips'],
  ['get', '/api/v1/clips'],
  ['get', '/api/v1/clips/{clipId}'],
  ['post', '/api/v1/clips/{clipId}/retry'],
  ['get', '/api/v1/clips/{clipId}/playback'],
  ['get', '/api/v1/clips/{clipId}/events'],
  ['get', '/api/v1/cohorts'],
  ['post', '/api/v1/clips/{clipId}/grants'],
  ['delete', '/api/v1/clips/{clipId}/grants/{grantId}'],
  ['post', '/api/v1/clips/{clipId}/threads'],
  ['get', '/api/v1/clips/{clipId}/threads'],
  ['post', '/api/v1/threads/{threadId}/comments'],
  ['patch', '/api/v1/comments/{commentId}'],
  ['delete', '/api/v1/comments/{commentId}'],
  ['post', '/api/v1/uploads'],
  ['post', '/api/v1/tokens'],
  ['get', '/api/v1/me'],
  ['get', '/livez'],
  ['get', '/readyz'],
] as const

describe('the API', () => {
  test('describes itself as OpenAPI 3.1, with every route of the contract and no schema without a name of its own', async () => {
    const { status, body } = await stage.cast.nobody.get('/api/openapi.json')
    expect([status, body.openapi]).toEqual([200, '3.1.0'])
    for (const [method, path] of contract)
      expect(body.paths[path], `${method} ${path}`).toHaveProperty(method)
    expect(body.components.schemas.Problem.properties).toHaveProperty('code')
    const form = body.paths['/api/v1/clips'].post.requestBody.content['multipart/form-data'].schema
    expect(Object.keys(form.properties)).toEqual(['title', 'file', 'sha256'])
    expect(JSON.stringify(body)).not.toMatch(/"def-\d+"|schema-\d/)
    for (const path of Object.keys(body.paths)) {
      for (const operation of Object.values(body.paths[path]) as { summary?: string; responses: object }[]) {
        expect(operation.summary, path).toMatch(/\S/)
        expect(operation.responses, path).toHaveProperty('default')
      }
    }
  })

  test('has a page to read it at', async () => {
    const { status, headers } = await stage.cast.nobody.get('/api/docs/')
    expect(status).toBe(200)
    expect(headers.get('content-type')).toContain('text/html')
  })

  test('does not boot with a route that says nothing of who may call it', async () => {
    const app = Fastify()
    requireAccessDeclaration(app)
    app.get('/open', { config: { access: 'public' } }, () => 'ok')
    app.get('/silent', () => 'oops')
    await expect(app.ready()).rejects.toThrow('these routes declare no access: GET /silent')
  })

  test('asks every route that is not public who calls', async () => {
    const { body } = await stage.cast.nobody.get('/api/openapi.json')
    const id = '01900000-0000-7000-8000-000000000000'
    const open = new Set([
      '/livez',
      '/readyz',
      '/api/v1/setup',
      '/api/v1/invitations/preview',
      '/api/v1/invitations/accept',
      '/api/auth/sign-in/email',
      '/api/auth/sign-in/link',
      '/api/auth/sign-in/link/use',
      '/api/auth/sign-out',
      '/api/auth/oidc',
      '/api/auth/oidc/{issuerId}/start',
      '/api/auth/oidc/{issuerId}/callback',
      // The address itself is the secret.
      '/api/v1/feeds/{secret}',
      '/api/v1/notices/unsubscription',
      '/api/v1/notices/unsubscription/one-click',
    ])
    for (const [path, operations] of Object.entries(body.paths as Record<string, object>)) {
      if (open.has(path)) continue
      for (const method of Object.keys(operations)) {
        const url = path.replaceAll(/\{\w+\}/g, id)
        const answer = await stage.cast.nobody.send(method.toUpperCase(), url)
        expect([method, path, answer.status]).toEqual([method, path, 401])
      }
    }
  })

  test('tells what is not there as a problem', async () => {
    for (const path of ['/nowhere', '/api/v1/nowhere', '/api/v1/clips/not-an-id/x/y', '/media/x']) {
      const answer = await stage.cast.leslie.get(path)
      expect([path, answer.status, answer.body.code]).toEqual([path, 404, 'not-found'])
      expect(answer.headers.get('content-type')).toBe('application/problem+json')
    }
  })

  test('tells every refusal in the same shape (RFC 9457)', async () => {
    const { body, headers } = await stage.cast.leslie.get('/api/v1/clips/not-an-id')
    expect(headers.get('content-type')).toBe('application/problem+json')
    expect(headers.get('cache-control')).toBe('no-store')
    expect(body).toEqual({
      type: 'urn:interlude:problem:invalid',
      title: 'invalid',
      status: 400,
      code: 'invalid',
      detail: expect.stringMatching(/\.$/),
      instance: expect.stringMatching(/^urn:interlude:request:[\da-f-]{36}$/),
      errors: [{ pointer: '/params/clipId', message: expect.any(String) }],
    })
  })

  test('lives through a body that is too large, and an address that is none', async () => {
    const { leslie } = stage.cast
    const large = await leslie.post('/api/v1/tokens', { name: 'x'.repeat(2 ** 21) })
    expect([large.status, large.body.code]).toEqual([413, 'too-large'])
    const odd = await leslie.get('/api/v1/clips/%E0%A4%A')
    expect([odd.status, odd.body.code]).toEqual([400, 'malformed'])
    expect((await leslie.get('/livez')).body).toEqual({ status: 'ok' })
    expect((await leslie.get('/readyz')).body).toEqual({ status: 'ok' })
  })

  test('sends no page that another site could frame, and no script from elsewhere', async () => {
    const { headers } = await stage.cast.nobody.get('/livez')
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'self'")
    expect(policy).toContain("script-src 'self';")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toContain('unsafe')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
  })
})

describe('what goes over the wire', () => {
  test('is small where it is text, for who takes it so, and says that it differs', async () => {
    const { headers } = await stage.cast.nobody.get('/api/openapi.json', { 'accept-encoding': 'gzip, br' })
    expect(headers.get('content-encoding')).toBe('gzip')
    expect(headers.get('vary')).toContain('accept-encoding')
    const plain = await stage.cast.nobody.get('/api/openapi.json', { 'accept-encoding': 'identity' })
    expect(plain.headers.get('content-encoding')).toBeNull()
  })
})
