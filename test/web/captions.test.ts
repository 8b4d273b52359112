import { expect, test } from 'vitest'
import { captionLanguages as known } from '../../src/captions/languages.ts'
import { writeWebvtt } from '../../src/captions/write-webvtt.ts'
import { captionLanguages } from '../../web/src/captions/caption-languages.ts'
import { cueOf, lineAfter, lineOf, wrongIn } from '../../web/src/captions/lines.ts'
import { readCues } from '../../web/src/captions/read-cues.ts'

test('the client reads what the server writes, whatever the words', () => {
  const cues = [
    { startMs: 0, endMs: 1234, text: 'a < b & c > d\n&lt; --> <i>' },
    { startMs: 3_600_001, endMs: 86_400_000, text: 'WEBVTT' },
  ]
  expect(readCues(writeWebvtt(cues))).toEqual(cues)
  expect(readCues('<html>')).toEqual([])
})

test('the client offers the languages that the server takes', () => {
  expect(captionLanguages).toEqual(known)
})

const cue = { startMs: 1234, endMs: 2345, text: 'Hi' }

test('a line that is not touched keeps its times to the millisecond', () => {
  expect(cueOf(lineOf(cue))).toEqual([cue])
  expect(cueOf({ ...lineOf(cue), start: '0:01.5', text: ' ' })).toEqual([])
  expect(cueOf({ ...lineOf(cue), start: '0:01.5' })).toEqual([{ ...cue, startMs: 1500 }])
})

test('a new line begins where the one before ends, within the clip', () => {
  expect(lineAfter(lineOf(cue), 60_000)).toMatchObject({ start: '0:02.3', end: '0:05.3', text: '' })
  expect(lineAfter(lineOf({ ...cue, endMs: 60_000 }), 60_000)).toMatchObject({ start: '0:59.5', end: '1:00' })
})

test.each([
  [{ start: 'soon' }, 'start', 'captions.bad-time'],
  [{ end: '0:01' }, 'end', 'captions.bad-order'],
  [{ start: '2:00', end: '2:01' }, 'start', 'captions.beyond'],
  [{ text: ' ' }, 'text', 'captions.nothing'],
])('a line with %j is not sent', (changes, field, key) => {
  const line = { ...lineOf(cue), ...changes }
  expect(wrongIn([line], 60_000)).toEqual([{ field: `line-${line.key}-${field}`, key, number: 1 }])
})
