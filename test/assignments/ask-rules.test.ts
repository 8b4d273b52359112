import { describe, expect, test } from 'vitest'
import { type AskedPart, asks, leftIn, takesPart, waitsNow } from '../../src/assignments/ask-rules.ts'

const parts = {
  member: { isPresenter: false, isFacilitator: false },
  presenter: { isPresenter: true, isFacilitator: false },
  'facilitator who presents': { isPresenter: true, isFacilitator: true },
  facilitator: { isPresenter: false, isFacilitator: true },
} satisfies Record<string, AskedPart>
type Part = keyof typeof parts
const everybody = Object.keys(parts) as Part[]
const presenters: Part[] = ['presenter', 'facilitator who presents']

describe('who is asked', () => {
  test('is everybody but who runs the cohort, unless they present', () => {
    expect(everybody.filter((part) => takesPart(parts[part]))).toEqual(['member', ...presenters])
  })

  test.each([
    ['all', ['member', ...presenters]],
    ['presenter', presenters],
    ['others', ['member']],
    ['nobody', []],
  ] as const)('in a stage for %s: %j', (whoPosts, asked) => {
    expect(everybody.filter((part) => asks({ whoPosts }, parts[part]))).toEqual(asked)
  })
})

describe('what is left of a stage', () => {
  const stage = { whoPosts: 'all', state: 'open', minPosts: 2 } as const

  test.each([
    ['all of it at first', stage, 'member', 0, 2],
    ['what was not written yet', stage, 'member', 1, 1],
    ['nothing once it is, however much', stage, 'member', 3, 0],
    ['what will be asked once it opens', { ...stage, state: 'to come' }, 'member', 0, 2],
    ['nothing that can no longer be done', { ...stage, state: 'closed' }, 'member', 0, 0],
    ['nothing of whom it does not ask', { ...stage, whoPosts: 'presenter' }, 'member', 0, 0],
    ['nothing of who runs the cohort', stage, 'facilitator', 0, 0],
    ['theirs, where they present', stage, 'facilitator who presents', 0, 2],
    ['nothing where it asks for no post', { ...stage, minPosts: 0 }, 'member', 0, 0],
  ] as const)('%s', (_what, one, part, posts, left) => {
    expect(leftIn(one, parts[part], posts)).toBe(left)
  })
})

describe('whether something waits now', () => {
  const shown = (posts: number, left: number, given: { mayPost?: boolean; asked?: boolean } = {}) => ({
    mine: { posts, left, mayPost: true, asked: true, ...given },
  })

  test.each([
    ['posts are left', [shown(1, 1)], true],
    ['all was written', [shown(2, 0)], false],
    ['what is left is not theirs yet', [shown(2, 0), shown(0, 1, { mayPost: false })], false],
    ['nothing has to be written and nothing was', [shown(0, 0)], true],
    ['nothing has to be written and something was, anywhere', [shown(0, 0), shown(1, 0)], false],
    ['they may speak and need not', [shown(0, 0, { asked: false })], false],
    ['there is no stage of theirs', [], false],
  ])('%s', (_what, stages, waits) => {
    expect(waitsNow(stages)).toBe(waits)
  })
})
