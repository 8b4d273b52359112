import { describe, expect, test } from 'vitest'
import type { PersonId } from '../../src/platform/ids.ts'
import { mayComment, mayResolve, type Standing } from '../../src/threads/policy.ts'

const me = 'me' as PersonId
const other = { authorId: 'other' as PersonId }
const mine = { authorId: me }

const standing = (words: string): Standing => ({
  ownsClip: words.includes('owner'),
  isMember: words.includes('member') || words.includes('facilitator'),
  facilitates: words.includes('facilitator'),
  isShared: !words.includes('not shared'),
  canComment: !words.includes('watch only'),
  exemplarId: null,
})

describe('who may do what in a thread', () => {
  test.each([
    // part, may comment, may resolve another's, may resolve their own
    ['owner', true, true, true],
    ['owner, watch only', true, true, true],
    ['owner, not shared', false, false, false],
    ['member', true, false, true],
    ['member, watch only', false, false, true],
    ['facilitator', true, true, true],
    ['facilitator, not shared', false, false, false],
    ['member, not shared', false, false, false],
    ['stranger', false, false, false],
  ])('%s: comment %s, resolve another’s %s, resolve their own %s', (words, comment, others, own) => {
    const part = standing(words)
    expect([mayComment(part), mayResolve(part, me, other), mayResolve(part, me, mine)]).toEqual([
      comment,
      others,
      own,
    ])
  })
})
