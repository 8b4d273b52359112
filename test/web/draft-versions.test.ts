import { describe, expect, test } from 'vitest'
import { afterSave, type Version } from '../../web/src/threads/draft-versions.ts'

const version = (tab: string, body: string, savedAt = `at ${body}`): Version<{ body: string }> => ({
  ...{ tab, savedAt, words: { body } },
})
const told = (versions: readonly Version<{ body: string }>[]) =>
  versions.map(({ tab, words }) => `${tab}: ${words.body}`)

describe('the versions of a draft', () => {
  test('are one while one tab writes', () => {
    const first = afterSave([], version('a', 'I'), undefined)
    expect(told(afterSave(first, version('a', 'I notice'), undefined))).toEqual(['a: I notice'])
  })

  test('are both kept where two tabs write, the last writer’s first, and only the latest of each', () => {
    let versions = afterSave([], version('a', 'One'), undefined)
    versions = afterSave(versions, version('b', 'Two'), undefined)
    versions = afterSave(versions, version('a', 'One more'), undefined)
    versions = afterSave(versions, version('b', 'Two more'), undefined)
    expect(told(versions)).toEqual(['b: Two more', 'a: One more'])
  })

  test('are one where two tabs have the same words', () => {
    const first = afterSave([], version('a', 'Same'), undefined)
    expect(told(afterSave(first, version('b', 'Same '), undefined))).toEqual(['b: Same '])
  })

  test('leave nothing behind after a reload: what a tab took over was its own', () => {
    const [before] = [version('a', 'I notice')]
    expect(told(afterSave([before], version('a2', 'I notice that'), before))).toEqual(['a2: I notice that'])
  })

  test('keep what the tab it was taken from has written since', () => {
    const before = version('a', 'I notice')
    const since = [version('a', 'I notice something else')]
    expect(told(afterSave(since, version('b', 'I notice that'), before))).toEqual([
      'b: I notice that',
      'a: I notice something else',
    ])
  })

  test('lose a tab’s own when it has no more words, and keep the others', () => {
    const versions = [version('a', 'Mine'), version('b', 'Theirs')]
    expect(told(afterSave(versions, version('a', ' '), undefined))).toEqual(['b: Theirs'])
  })

  test('are at most three', () => {
    const versions = ['b', 'c', 'd'].map((tab) => version(tab, `of ${tab}`))
    expect(told(afterSave(versions, version('a', 'of a'), undefined))).toHaveLength(3)
  })
})
