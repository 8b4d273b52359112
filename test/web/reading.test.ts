import { describe, expect, test } from 'vitest'
import type { Comment, Thread } from '../../src/threads/schemas.ts'
import { Reading, readUntil } from '../../web/src/threads/reading.ts'

const at = (minute: number) => `2026-11-24T10:${String(minute).padStart(2, '0')}:00.000Z`
const comment = (minute: number, more: Partial<Comment> = {}) =>
  ({ id: `c${minute}`, readableAt: at(minute), body: 'words', isNew: true, ...more }) as Comment
const thread = (...comments: Comment[]) => ({ comments }) as Pick<Thread, 'comments'>

describe('what is new to a reader', () => {
  test('counts as read up to the last comment before which all is seen, in whatever order the list has it', () => {
    const reading = new Reading()
    reading.meet([thread(comment(3), comment(5)), thread(comment(1))])
    expect(reading.left.value).toBe(3)
    expect(reading.until).toBeUndefined()
    reading.see('c5')
    expect(reading.until).toBeUndefined()
    reading.see('c1')
    expect(reading.until).toBe(at(1))
    reading.see('c3')
    expect([reading.until, reading.left.value]).toEqual([at(5), 0])
  })

  test('is neither what was read before, nor what its author deleted', () => {
    const reading = new Reading()
    reading.meet([thread(comment(1, { isNew: false }), comment(2, { body: null }))])
    expect(reading.left.value).toBe(0)
    reading.see('c1')
    expect([reading.left.value, reading.until]).toEqual([0, undefined])
  })

  test('stays in view as new until it is seen, whatever is fetched again; what comes in joins it', () => {
    const reading = new Reading()
    reading.meet([thread(comment(1))])
    reading.meet([thread(comment(1, { isNew: false }), comment(2))])
    expect([reading.isNew('c1'), reading.isNew('c2'), reading.left.value]).toEqual([true, true, 2])
    reading.see('c1')
    expect(reading.isNew('c1')).toBe(false)
    // It goes on to be listed among what was new at this visit.
    expect(reading.newIds.value.has('c1')).toBe(true)
  })
})

test('nothing said, nothing read', () => {
  expect(readUntil([], new Set(['c1']))).toBeUndefined()
})
