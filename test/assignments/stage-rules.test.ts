import { describe, expect, test } from 'vitest'
import {
  mayPost,
  mayReply,
  type PostedIn,
  type StagePart,
  type StageRule,
  sealsFor,
  waitsFor,
} from '../../src/assignments/stage-rules.ts'
import type { StageId } from '../../src/platform/ids.ts'

const id = (seq: number) => `stage ${seq}` as StageId
const stage = (given: Partial<StageRule> = {}): StageRule => ({
  ...{
    id: id(given.seq ?? 1),
    seq: 1,
    whoPosts: 'all',
    gate: 'open',
    presenterAnswers: false,
    state: 'open',
  },
  ...given,
})
const parts = {
  member: { isPresenter: false, isFacilitator: false, isOwner: false },
  presenter: { isPresenter: true, isFacilitator: false, isOwner: false },
  'owner who presents': { isPresenter: true, isFacilitator: false, isOwner: true },
  'facilitator who presents': { isPresenter: true, isFacilitator: true, isOwner: false },
  'owner who does not present': { isPresenter: false, isFacilitator: false, isOwner: true },
  facilitator: { isPresenter: false, isFacilitator: true, isOwner: false },
} satisfies Record<string, StagePart>
type Part = keyof typeof parts
const bound: Part[] = ['presenter', 'owner who presents', 'facilitator who presents']
const free: Part[] = ['owner who does not present', 'facilitator']
const everybody = Object.keys(parts) as Part[]
const none: PostedIn = new Map()
const posted = (...seqs: number[]): PostedIn => new Map(seqs.map((seq) => [id(seq), 1]))

describe('who may post in an open stage', () => {
  test.each<[StageRule['whoPosts'], Part[]]>([
    ['all', everybody],
    ['presenter', [...bound, ...free]],
    ['others', ['member', ...free]],
    ['nobody', []],
  ])('%s: %j', (whoPosts, may) => {
    const one = stage({ whoPosts })
    for (const part of everybody) {
      const turn = mayPost(one, parts[part], none, [one])
      expect([part, turn.mayPost, turn.why]).toEqual([
        part,
        may.includes(part),
        may.includes(part) ? null : 'not-your-turn',
      ])
    }
  })

  test('nobody in one that is to come or closed, and that is said before anything else', () => {
    for (const state of ['to come', 'closed'] as const) {
      for (const whoPosts of ['all', 'nobody'] as const) {
        const one = stage({ state, whoPosts, presenterAnswers: true })
        for (const part of everybody) {
          expect(mayPost(one, parts[part], none, [one]).why).toBe('not-open')
          expect(mayReply(one, parts[part], none, [one]).why).toBe('not-open')
        }
      }
    }
  })

  test('a presenter answers where the stage lets them, and where it does not they wait', () => {
    const clarify = stage({ whoPosts: 'others', presenterAnswers: true })
    const warm = stage({ whoPosts: 'others' })
    for (const part of bound) {
      expect(mayPost(clarify, parts[part], none, [clarify]).why).toBe('not-your-turn')
      expect(mayReply(clarify, parts[part], none, [clarify]).mayPost).toBe(true)
      expect(mayReply(warm, parts[part], none, [warm]).why).toBe('not-your-turn')
    }
    expect(mayReply(stage({ whoPosts: 'nobody' }), parts.member, none, []).why).toBe('not-your-turn')
  })
})

describe('a stage after another one', () => {
  const notice = stage({ seq: 1, gate: 'own post first' })
  const wonder = stage({ seq: 2, gate: 'after previous' })

  test('asks for a post in that one first, of those who are bound by the protocol', () => {
    for (const part of everybody) {
      const waits = !free.includes(part)
      expect([part, mayPost(wonder, parts[part], none, [notice, wonder]).why]).toEqual([
        part,
        waits ? 'previous-stage-first' : null,
      ])
      expect(mayPost(wonder, parts[part], posted(1), [notice, wonder]).mayPost).toBe(true)
    }
    expect(waitsFor(wonder, parts.member, none, [notice, wonder])).toBe(notice)
    expect(mayPost(wonder, parts.member, posted(2), [notice, wonder]).why).toBe('previous-stage-first')
  })

  test('passes over stages in which it was not their turn', () => {
    const pause = stage({ seq: 2, whoPosts: 'nobody' })
    const frame = stage({ seq: 3, whoPosts: 'presenter' })
    const last = stage({ seq: 4, gate: 'after previous' })
    const all = [last, frame, pause, notice]
    expect(waitsFor(last, parts.member, none, all)).toBe(notice)
    expect(mayPost(last, parts.member, posted(1), all).mayPost).toBe(true)
    expect(waitsFor(last, parts.presenter, posted(1), all)).toBe(frame)
    expect(mayPost(last, parts.presenter, posted(3), all).mayPost).toBe(true)
  })

  test('holds nobody up for one that is closed, and everybody for one that is still to come', () => {
    const closed = stage({ seq: 1, state: 'closed' })
    const toCome = stage({ seq: 1, state: 'to come' })
    expect(mayPost(wonder, parts.member, none, [closed, wonder]).mayPost).toBe(true)
    expect(mayPost(wonder, parts.member, none, [toCome, wonder]).why).toBe('previous-stage-first')
  })

  test('has nothing to wait for where it is the first, or its gate is another', () => {
    expect(mayPost(wonder, parts.member, none, [wonder]).mayPost).toBe(true)
    const carry = stage({ seq: 3 })
    expect(mayPost(carry, parts.member, none, [notice, wonder, carry]).mayPost).toBe(true)
    expect(mayPost(notice, parts.member, none, [notice]).mayPost).toBe(true)
  })
})

describe('a sealed first look', () => {
  test('keeps the words of others from those who take part, until they posted in that very stage or it closed', () => {
    const sealed = stage({ seq: 2, gate: 'own post first' })
    for (const part of everybody) {
      const { isOwner, isFacilitator } = parts[part]
      expect([part, sealsFor(sealed, parts[part], none)]).toEqual([part, !isOwner && !isFacilitator])
      expect(sealsFor(sealed, parts[part], posted(2))).toBe(false)
    }
    expect(sealsFor(sealed, parts.member, posted(1, 3))).toBe(true)
    expect(sealsFor(stage({ gate: 'own post first', state: 'to come' }), parts.member, none)).toBe(true)
    expect(sealsFor(stage({ gate: 'own post first', state: 'closed' }), parts.member, none)).toBe(false)
    expect(sealsFor(stage({ gate: 'after previous' }), parts.member, none)).toBe(false)
  })
})
