import { expect, test } from 'vitest'
import { failures } from '../../src/clips/failures.ts'
import { shownStates } from '../../src/clips/states.ts'
import { clipState, isMoving } from '../../web/src/clips/clip-state.ts'

const progress = { step: 'encoding', fraction: 0.4, secondsLeft: 70 } as const
const failure = { code: 'preparing-failed', ...failures['preparing-failed'] } as const

test.each([
  ['receiving', null, null, { kind: 'receiving' }],
  ['preparing', progress, null, { kind: 'preparing', fraction: 0.4, secondsLeft: 70 }],
  ['preparing', null, null, { kind: 'preparing', fraction: 0, secondsLeft: null }],
  ['watchable', progress, null, { kind: 'watchable', fraction: 0.4, secondsLeft: 70 }],
  ['watchable', progress, failure, { kind: 'watchable-only', failure }],
  ['ready', null, null, { kind: 'ready' }],
  ['failed', progress, failure, { kind: 'failed', failure }],
  ['failed', null, null, { kind: 'failed', failure: null }],
  ['withdrawn', progress, null, { kind: 'withdrawn' }],
  ['paused', null, null, { kind: 'paused' }],
] as const)('%s with %j and %j is told as %j', (state, progressed, failed, told) => {
  expect(clipState({ state, progress: progressed, failure: failed })).toEqual(told)
})

test('what will change by itself is looked at again', () => {
  const moving = shownStates.filter((state) => isMoving({ state, progress: null, failure: null }))
  expect(moving).toEqual(['receiving', 'preparing', 'watchable'])
  expect(isMoving({ state: 'watchable', progress, failure })).toBe(false)
})
