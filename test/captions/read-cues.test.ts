import { describe, expect, test } from 'vitest'
import { cuesOnClip, cuesOnRecording } from '../../src/captions/cues-on-cut.ts'
import { readCues } from '../../src/captions/read-cues.ts'
import { writeWebvtt } from '../../src/captions/write-webvtt.ts'

const one = (words: string) => `WEBVTT\n\n00:01.000 --> 00:02.000\n${words}\n`
const refusalOf = (file: string): string => {
  try {
    readCues(file)
  } catch (error) {
    return (error as Error).message
  }
  throw new Error('it was taken')
}

describe('a WebVTT file', () => {
  test('gives times and words in the order they are shown, and nothing else', () => {
    const file = [
      '\uFEFFWEBVTT for a lesson',
      'Kind: captions',
      'Language: es-MX',
      '',
      'STYLE',
      '::cue { background-image: url(https://elsewhere.example/x.png) }',
      '',
      'REGION',
      'id:fred width:40%',
      '',
      'NOTE this is',
      'no caption',
      '',
      'second',
      '01:00:00.500 --> 01:00:02.000 position:10% region:fred',
      'later',
      '',
      '',
      '00:01.000 --> 00:02.250 align:start',
      '<v Ana><c.loud>What do <i>you</i></c></v>',
      'see? <00:01.500>Tell &amp; show',
      '',
    ].join('\r\n')
    expect(readCues(file)).toEqual({
      language: 'es',
      cues: [
        { startMs: 1000, endMs: 2250, text: 'What do you\nsee? Tell & show' },
        { startMs: 3_600_500, endMs: 3_602_000, text: 'later' },
      ],
    })
  })

  test.each([
    ['', 'Line 1:'],
    ['hello', 'Line 1:'],
    ['WEBVTTX\n\n00:01.000 --> 00:02.000\nx', 'Line 1:'],
    ['<html>WEBVTT', 'Line 1:'],
    ['WEBVTT\n00:01.000 --> 00:02.000\nx', 'Line 2: a blank line'],
    ['WEBVTT\n\nno times here\nat all', 'Line 3: a caption needs its times'],
    ['WEBVTT\n\n00:02.000 --> 00:01.000\nx', 'Line 3: a caption must end after'],
    ['WEBVTT\n\n00:01.000 --> 00:01.000\nx', 'Line 3: a caption must end after'],
    ['WEBVTT\n\n00:01,000 --> 00:02,000\nx', 'Line 3: “00:01,000” is no time'],
    ['WEBVTT\n\n00:61.000 --> 00:62.000\nx', 'Line 3: “00:61.000”'],
    ['WEBVTT\n\n1\n00:01.000 -->\nx', 'Line 4: “” is no time'],
    ['WEBVTT\n\n00:01.000 --> 99:00:00.000\nx', 'Line 3: that is more than a day'],
    ['WEBVTT\n\n00:01.000 --> 00:02.000\nx\n00:03.000 --> 00:04.000\ny', 'Line 5: a blank line is missing'],
    ['WEBVTT\n\n00:01.000 --> 00:02.000\n<b></b>', 'There are no captions'],
    ['WEBVTT', 'There are no captions'],
    [one('x'.repeat(2001)), 'Line 3: a caption may have 2000 letters'],
    ['1\n00:00:01,000 --> wrong\nx', 'Line 2: “wrong” is no time'],
  ])('that is none is refused, and the line is named: %j', (file, sentence) => {
    expect(refusalOf(file)).toMatch(sentence)
  })

  test.each([
    ['<img src=x onerror=alert(1)>', undefined],
    ['<script>alert(1)</script>', 'alert(1)'],
    ['&lt;script&gt;', '<script>'],
    ['a < b and b > c', 'a < b and b > c'],
    ['<<b>b>', '<b>'],
    ['nul\0 bell\x07 sep\u2028end', 'nul\uFFFD bell sep end'],
    ['&#x1F600; &#65; &#0; &#x110000; &bogus;', '\u{1F600} A &bogus;'],
    ['\ud800lone', '\uFFFDlone'],
    ['x --&gt; y', 'x --> y'],
    ['{\\an8}above', 'above'],
  ])('is plain text once read: %j', (marked, text) => {
    if (text === undefined) expect(refusalOf(one(marked))).toMatch('no captions')
    else expect(readCues(one(marked)).cues.map((cue) => cue.text)).toEqual([text])
  })

  test('that was written here says the same when it is read again, whatever the words', () => {
    const cues = [
      { startMs: 0, endMs: 1, text: '<b>1 & 2</b> &amp;\n--> {x}' },
      { startMs: 3_599_999, endMs: 86_400_000, text: 'WEBVTT\nNOTE' },
    ]
    expect(readCues(writeWebvtt(cues)).cues).toEqual(cues)
  })

  test('of a megabyte of tags is read in a moment', () => {
    const began = performance.now()
    readCues(one(`${'<'.repeat(1_000)}x`))
    expect(refusalOf(`WEBVTT\n\n${'<'.repeat(1_000_000)}`)).toMatch('Line 3')
    readCues(`WEBVTT\n\n${'00:01.000 --> 00:02.000\n<i>{\\a&#1\n\n'.repeat(20_000)}`)
    expect(performance.now() - began).toBeLessThan(2000)
  })
})

test('a SubRip file is read too', () => {
  const file =
    '\r\n1\r\n00:00:01,500 --> 00:00:02,5\r\n<font color="red">Hola</font>\r\na todos\r\n\r\n2\r\n0:00:03,000 --> 0:00:04,000 X1:40\r\nSí\r\n'
  expect(readCues(file).cues).toEqual([
    { startMs: 1500, endMs: 2500, text: 'Hola\na todos' },
    { startMs: 3000, endMs: 4000, text: 'Sí' },
  ])
})

describe('on a cut', () => {
  const cut = { inMs: 10_000, durationMs: 10_000, muted: [] }
  const line = (startMs: number, endMs: number, text: string) => ({ startMs, endMs, text })

  test('lines have its times; of what is said outside nothing is shown, nor of a line that reaches out', () => {
    const kept = [
      line(0, 9000, 'before'),
      line(8000, 12_000, 'reaches out'),
      line(9700, 11_000, 'begins a breath early'),
      line(15_000, 16_000, 'within'),
      line(19_000, 20_400, 'ends a breath late'),
      line(19_000, 22_000, 'goes on'),
      line(20_000, 20_300, 'after'),
    ]
    expect(cuesOnClip(cut, kept)).toEqual([
      line(0, 1000, 'begins a breath early'),
      line(5000, 6000, 'within'),
      line(9000, 10_000, 'ends a breath late'),
    ])
  })

  test('new lines take the place of what was shown, and the others stay', () => {
    const kept = [line(0, 9000, 'before'), line(15_000, 16_000, 'old'), line(30_000, 31_000, 'after')]
    expect(cuesOnRecording(cut, [line(0, 500, 'new')], kept)).toEqual([
      line(0, 9000, 'before'),
      line(10_000, 10_500, 'new'),
      line(30_000, 31_000, 'after'),
    ])
  })
})
