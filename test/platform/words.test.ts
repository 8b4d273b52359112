import { expect, test } from 'vitest'
import { trimmed, wordsOf } from '../../src/platform/words.ts'

test.each([
  ['  a b ', 'a b'],
  ['\u0085\u00A0\u2003\u200B\uFEFF\t\na\u2060\u180E\u001F\0', 'a'],
  // What joins letters or turns them around is part of the words.
  ['\u200Fא\u200E', '\u200Fא\u200E'],
  ['می\u200C', 'می\u200C'],
  ['\u{1F468}\u200D\u{1F469}', '\u{1F468}\u200D\u{1F469}'],
  ['\u0085\u200B', ''],
  ['', ''],
])('%j without the spaces around it is %j', (text, expected) => expect(trimmed(text)).toBe(expected))

test.each<readonly [string | null | undefined, string | null]>([
  [' A lesson. ', 'A lesson.'],
  ['…', '…'],
  ['👍', '👍'],
  ...['', ' ', '\u0085', '\u200D', '\u3164', '\u2800', '\u0301', null, undefined].map(
    (text) => [text, null] as const,
  ),
])('%j is kept as %j', (text, expected) => expect(wordsOf(text)).toBe(expected))

test('a long row of spaces is looked at once', () => {
  const text = `a${'\u0085'.repeat(2_000_000)}b`
  expect(trimmed(text)).toHaveLength(text.length)
})
