import { describe, expect, test } from 'vitest'
import type { Comment, Thread } from '../../src/threads/schemas.ts'
import { holdBack, othersIds } from '../../web/src/threads/hold-back.ts'
import {
  allWanted,
  countOf,
  inClipOrder,
  inOrder,
  isWanted,
  threadAt,
  threadBeside,
  type Wanted,
} from '../../web/src/threads/thread-order.ts'

const comment = (id: string, mine = false) => ({ id, mine }) as Comment
const thread = (id: string, startMs: number | null, more: Partial<Thread> = {}) =>
  ({
    id,
    startMs,
    endMs: null,
    kind: 'notice',
    resolved: null,
    comments: [comment(`${id}1`)],
    ...more,
  }) as Thread

describe('threads', () => {
  const whole = thread('a', null)
  const early = thread('b', 5000)
  const long = thread('c', 8000, { endMs: 30_000 })
  const late = thread('d', 20_000)
  const all = [whole, early, long, late]

  test('stand in the order of the clip, then as they were said', () => {
    const second = thread('e', 5000)
    expect(
      [late, second, long, early, whole]
        .toSorted(inClipOrder)
        .map(({ id }) => id)
        .join(''),
    ).toBe('abecd')
  })

  test('about a part that was cut away come last, and are never what is shown', () => {
    const off = thread('a0', null, { offClip: true })
    const listed = [off, ...all].toSorted(inClipOrder)
    expect(listed.at(-1)).toBe(off)
    expect(threadBeside(listed, -1, { selectedId: undefined, timeMs: 40_000 })).toBe(late)
    expect(threadAt(listed, 40_000)).toBeUndefined()
  })

  test('are gone through from the selected one, or from the moment the clip is at', () => {
    const from = (selectedId: string | undefined, timeMs = 0) => ({ selectedId, timeMs })
    expect(threadBeside(all, 1, from('b'))).toBe(long)
    expect(threadBeside(all, -1, from('b'))).toBe(whole)
    expect(threadBeside(all, 1, from('d'))).toBeUndefined()
    expect(threadBeside(all, 1, from(undefined, 6000))).toBe(long)
    expect(threadBeside(all, -1, from(undefined, 6000))).toBe(early)
    expect(threadBeside([], 1, from(undefined))).toBeUndefined()
  })

  test('are about what is shown for five seconds, or as long as their range', () => {
    expect([0, 5000, 9999, 12_000, 20_000, 25_000, 30_000].map((ms) => threadAt(all, ms)?.id)).toEqual([
      undefined,
      'b',
      'c',
      'c',
      'd',
      'c',
      undefined,
    ])
  })

  test('are filtered by kind, standing, person and cohort, and by what was new', () => {
    const resolved = { by: { id: 'p', name: 'Ana' }, at: '2026-11-24T10:00:00Z' } as NonNullable<
      Thread['resolved']
    >
    const said = [
      { id: 'x1', author: { id: 'ana' } },
      { id: 'x2', author: { id: 'liz' } },
    ] as Comment[]
    const cohortId = 'one' as Thread['cohortId']
    const brought = { mine: false, by: [] as { id: Comment['author']['id']; name: string }[] }
    const done = thread('x', 1, { kind: 'wonder', resolved, cohortId, comments: said, brought })
    const isIn = (wanted: Partial<Wanted>, newIds: readonly string[] = []) =>
      isWanted(done, { ...allWanted, ...wanted }, new Set(newIds))
    expect(isIn({})).toBe(true)
    expect(isIn({ kind: 'wonder', standing: 'resolved', cohortId: 'one', personId: 'liz' })).toBe(true)
    expect(isIn({ kind: 'notice' })).toBe(false)
    expect(isIn({ standing: 'open' })).toBe(false)
    expect(isIn({ cohortId: 'two' })).toBe(false)
    expect(isIn({ personId: 'leslie' })).toBe(false)
    expect(isIn({ standing: 'new' }, ['y1'])).toBe(false)
    expect(isIn({ standing: 'new' }, ['x2'])).toBe(true)
    expect(isIn({ standing: 'brought' })).toBe(false)
    brought.by.push(resolved.by)
    expect(isIn({ standing: 'brought' })).toBe(true)
    expect(countOf({ ...allWanted, order: 'newest', kind: 'wonder', personId: 'liz' })).toBe(2)
  })

  test('are put in the order that is wanted, in clip order where that leaves it open', () => {
    const answered = thread('b', 5000, { comments: [comment('b1'), comment('b9')] })
    const listed = [whole, answered, long, late]
    const ids = (order: Wanted['order']) =>
      inOrder(listed, order)
        .map(({ id }) => id)
        .join('')
    expect(ids('clip')).toBe('abcd')
    expect(ids('newest')).toBe('dcba')
    expect(ids('unanswered')).toBe('acdb')
    expect(listed.map(({ id }) => id).join('')).toBe('abcd')
  })
})

describe('what came in since', () => {
  test('is kept back and counted; one’s own words are there at once', () => {
    const known = thread('a', 1, { comments: [comment('a1'), comment('a2'), comment('a3', true)] })
    const strange = thread('b', 2, { comments: [comment('b1'), comment('b2')] })
    const mine = thread('c', 3, { comments: [comment('c1', true)] })
    const { shown, waiting } = holdBack([known, strange, mine], new Set(['a1']))
    expect(waiting).toBe(3)
    expect(shown.map(({ id, comments }) => [id, comments.map((said) => said.id)])).toEqual([
      ['a', ['a1', 'a3']],
      ['c', ['c1']],
    ])
  })

  test('leaves a thread of which nothing waits the very same object', () => {
    const known = thread('a', 1)
    expect(holdBack([known], new Set(othersIds([known]))).shown[0]).toBe(known)
  })

  test('is never one’s own', () => {
    expect(othersIds([thread('a', 1, { comments: [comment('a1', true), comment('a2')] })])).toEqual(['a2'])
  })
})
