import { describe, expect, test } from 'vitest'
import { ApiProblem, Unreachable } from '../../web/src/api/problem.ts'
import {
  type Happening,
  needsNewMoment,
  type Post,
  postAfter,
  toSend,
  waitMs,
} from '../../web/src/offline/post-state.ts'
import { meaningOf } from '../../web/src/offline/send-post.ts'

const at = '2026-10-05T14:00:00.000Z'
const post: Post = {
  ...{ key: 'key-1', personId: 'ana', clipId: 'clip', writtenAt: at, phase: 'waiting', faults: 0 },
  posting: { what: 'reply', threadId: 'thread', to: 'Leslie', body: 'I had not heard that.' },
}
const refusal = { code: 'cut-anew', detail: '' }
const having = (from: Post, ...happenings: readonly Happening[]) => happenings.reduce(postAfter, from)

describe('a post on its way', () => {
  test.each<[string, Post['phase'], Happening, Post['phase']]>([
    ['a fresh one without an answer waits', 'fresh', { kind: 'unanswered' }, 'waiting'],
    ['one that waits is taken up', 'waiting', { kind: 'taken', at }, 'sending'],
    ['one that is sent without an answer waits again', 'sending', { kind: 'unanswered' }, 'waiting'],
    ['one that is refused stays', 'sending', { kind: 'refused', refusal }, 'refused'],
    ['a refused one is not taken up by itself', 'refused', { kind: 'taken', at }, 'refused'],
    ['a late silence does not take a refusal back', 'refused', { kind: 'unanswered' }, 'refused'],
    [
      'a refused one goes out again where its author wants it',
      'refused',
      { kind: 'wanted', freshKey: 'x' },
      'waiting',
    ],
    [
      'wanting one that is on its way changes nothing',
      'sending',
      { kind: 'wanted', freshKey: 'x' },
      'sending',
    ],
  ])('%s', (_, phase, happening, then) => {
    const result = postAfter({ ...post, phase }, happening)
    expect(result.phase).toBe(then)
    expect(result.posting).toEqual(post.posting)
    expect(result.takenAt).toBe(then === 'sending' && happening.kind === 'taken' ? at : undefined)
  })

  test('is given up after five faults of the server, so that it does not hold up the others', () => {
    const fault: Happening = { kind: 'fault', refusal: { code: 'internal', detail: '' } }
    expect(having(post, fault, fault, fault, fault)).toMatchObject({ phase: 'waiting', faults: 4 })
    const over = having(post, fault, fault, fault, fault, fault)
    expect(over).toMatchObject({ phase: 'refused', refusal: { code: 'internal' } })
    expect(having(over, { kind: 'wanted', freshKey: 'x' })).toMatchObject({
      phase: 'waiting',
      faults: 0,
      key: 'key-1',
    })
  })

  test.each([
    ['client-key-used', 'fresh-key'],
    ['deleted', 'fresh-key'],
    ['not-shared', 'key-1'],
    ['internal', 'key-1'],
  ])('refused with “%s” goes out again under %s', (code, key) => {
    const refused = having(post, { kind: 'refused', refusal: { code, detail: '' } })
    const wanted = having(refused, { kind: 'wanted', freshKey: 'fresh-key' })
    expect(wanted.key).toBe(key)
    expect(wanted.refusal).toBeUndefined()
  })

  test('that mentions somebody who left goes out again without the mention, its words unchanged', () => {
    const mentions = ['somebody'] as never[]
    const reply: Post['posting'] = { what: 'reply', threadId: 'thread', to: 'Leslie', body: '@Ana', mentions }
    const said = { cohortId: 'one', kind: 'wonder', body: '@Ana', mentions } as never
    for (const posting of [reply, { what: 'thread', said } as const]) {
      const sent = (code: string) =>
        having(
          { ...post, posting },
          { kind: 'refused', refusal: { code, detail: '' } },
          { kind: 'wanted', freshKey: 'x' },
        )
      expect(JSON.stringify(sent('not-in-cohort').posting)).toBe(
        JSON.stringify(posting).replace('["somebody"]', '[]'),
      )
      expect(sent('not-shared').posting).toEqual(posting)
    }
  })

  test('whose moment is no longer what it was must be placed anew', () => {
    expect(needsNewMoment(having(post, { kind: 'refused', refusal }))).toBe(true)
    expect(
      needsNewMoment(having(post, { kind: 'refused', refusal: { code: 'not-shared', detail: '' } })),
    ).toBe(false)
  })
})

describe('what is sent next', () => {
  const written = (key: string, minute: number, more: Partial<Post> = {}): Post => ({
    ...post,
    ...{ key, writtenAt: `2026-10-05T14:0${minute}:00.000Z` },
    ...more,
  })
  const now = Date.parse('2026-10-05T15:00:00.000Z')
  const justNow = new Date(now - 10_000).toISOString()
  const longAgo = new Date(now - 40_000).toISOString()

  test('is what the same person wrote first, of what waits or fell silent', () => {
    const posts = [
      written('late', 9),
      written('of-another', 1, { personId: 'liz' }),
      written('refused', 2, { phase: 'refused', refusal }),
      written('being-sent', 3, { phase: 'sending', takenAt: justNow }),
      written('being-written', 4, { phase: 'fresh', takenAt: justNow }),
      written('fell-silent', 5, { phase: 'sending', takenAt: longAgo }),
      written('closed-meanwhile', 6, { phase: 'fresh', takenAt: longAgo }),
      written('early', 0),
    ]
    const keys = (isAlone: boolean) => toSend(posts, 'ana', now, isAlone).map(({ key }) => key)
    expect(keys(false)).toEqual(['early', 'fell-silent', 'closed-meanwhile', 'late'])
    // Nobody sends what a page took up that is gone; what is being written may still be sent by its page.
    expect(keys(true)).toEqual(['early', 'being-sent', 'fell-silent', 'closed-meanwhile', 'late'])
  })

  test('is tried less and less often, and at least each two minutes', () => {
    const waits = [0, 1, 2, 3, 4, 5, 50].map(waitMs)
    expect(waits).toEqual([5000, 10_000, 20_000, 40_000, 80_000, 120_000, 120_000])
  })
})

test.each<[string, unknown, Happening['kind']]>([
  ['no answer', new Unreachable(''), 'unanswered'],
  ['signed out', new ApiProblem(401, 'not-signed-in', ''), 'unanswered'],
  ['too many requests', new ApiProblem(429, 'too-many-requests', ''), 'unanswered'],
  ['two at once', new ApiProblem(409, 'busy', ''), 'unanswered'],
  ['cut anew', new ApiProblem(409, 'cut-anew', ''), 'refused'],
  ['gone', new ApiProblem(404, 'not-found', ''), 'refused'],
  ['not theirs to say', new ApiProblem(403, 'forbidden', ''), 'refused'],
  ['a fault of the server', new ApiProblem(500, 'internal', ''), 'fault'],
  ['a fault of our own', new TypeError('x is not a function'), 'fault'],
])('a try that ends with “%s” is told apart', (_, error, kind) => {
  expect(meaningOf(error).kind).toBe(kind)
})
