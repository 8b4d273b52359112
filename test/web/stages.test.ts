import { describe, expect, test } from 'vitest'
import type { Assignment, Stage } from '../../web/src/stages/stages-query.ts'
import {
  isAbout,
  mayAnswer,
  nextTurn,
  sealOf,
  stageMeant,
  stagesToWriteIn,
} from '../../web/src/stages/turns.ts'

const mine = { posts: 0, mayPost: true, why: null, asked: true, left: 1, minutes: 2 } as const
const notMine = { ...mine, mayPost: false, why: 'not-your-turn', asked: false, left: 0, minutes: 0 } as const

const stage = (given: Partial<Stage> = {}): Stage =>
  ({
    ...{
      id: given.key ?? 'notice',
      seq: 1,
      key: 'notice',
      whoPosts: 'all',
      gate: 'open',
      anchor: 'optional',
    },
    ...{ kinds: [], minPosts: 1, clipPosition: null, presenterAnswers: false, state: 'open', sealed: false },
    ...{ opensAt: '2026-11-20T08:00:00Z', closesAt: '2026-11-25T08:00:00Z' },
    mine,
    ...given,
  }) as Stage
const assignment = (...stages: Stage[]): Assignment =>
  ({ stages, presenter: { id: 'leslie', name: 'Leslie' }, clips: [{ id: 'one', position: 0 }] }) as Assignment

describe('whose turn it is', () => {
  test('one writes in the stages that are open to one and about this clip, answers apart', () => {
    const here = stage({ key: 'here', clipPosition: 0 })
    const all = assignment(
      stage({ key: 'closed', mine: notMine }),
      stage({ key: 'answers', anchor: 'reply only' }),
      stage({ key: 'another', clipPosition: 1 }),
      here,
    )
    expect(stagesToWriteIn(all, 'one')).toEqual([here])
    expect(stagesToWriteIn(all, 'two')).toEqual([])
    expect(isAbout(all, stage(), 'two')).toBe(true)
  })

  test('the stage that is meant is the chosen one, else the first that still asks, else the first', () => {
    const done = stage({ key: 'done', mine: { ...mine, posts: 1, left: 0, minutes: 0 } })
    const open = stage({ key: 'open' })
    expect(stageMeant([done, open], 'done')).toBe(done)
    expect(stageMeant([done, open], 'gone')).toBe(open)
    expect(stageMeant([done], undefined)).toBe(done)
    expect(stageMeant([], 'done')).toBeUndefined()
  })

  test('one answers where one may post, and a presenter where the stage lets them', () => {
    const clarify = stage({ mine: notMine, presenterAnswers: true })
    expect(mayAnswer(assignment(stage()), 'one', 'ana')).toBe(true)
    expect(mayAnswer(assignment(clarify), 'one', 'ana')).toBe(false)
    expect(mayAnswer(assignment(clarify), 'one', 'leslie')).toBe(true)
    expect(mayAnswer(assignment({ ...clarify, state: 'closed' }), 'one', 'leslie')).toBe(false)
  })

  test('a seal keeps words away while its stage is open', () => {
    const sealed = stage({ sealed: true })
    expect(sealOf(assignment(stage(), sealed))).toBe(sealed)
    expect(sealOf(assignment(stage({ sealed: true, state: 'to come' })))).toBeUndefined()
  })

  test('it is asked again when the next one opens or closes, and never for what is over', () => {
    const at = (day: number) => `2026-11-${day}T08:00:00Z`
    const all = [
      assignment(
        stage({ state: 'closed', closesAt: at(29) }),
        stage({ closesAt: at(26) }),
        stage({ state: 'to come', opensAt: at(24), closesAt: at(28) }),
      ),
    ]
    expect(nextTurn(all, Date.parse(at(21)))).toBe(Date.parse(at(24)))
    expect(nextTurn(all, Date.parse(at(25)))).toBe(Date.parse(at(26)))
    expect(nextTurn(all, Date.parse(at(30)))).toBeUndefined()
  })
})
