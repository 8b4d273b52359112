import { readFile } from 'node:fs/promises'
import { words } from '../make-media.ts'
import { type HostileFile, marker, noise, picture, sound } from './hostile-file.ts'
import { box, changeBox, fileType, text, u32 } from './mp4.ts'

const says =
  (words: string): HostileFile['make'] =>
  () =>
    Buffer.from(words)
const script = `<script>alert('${marker}')</script>`
const synchsafe = (size: number) => Buffer.from([21, 14, 7, 0].map((shift) => (size >> shift) & 127))
const id3 = (...frames: Buffer[]) => {
  const body = Buffer.concat(frames)
  return Buffer.concat([text('ID3'), Buffer.from([4, 0, 0]), synchsafe(body.length), body])
}
const frame = (name: string, body: Buffer) =>
  Buffer.concat([text(name), synchsafe(body.length), Buffer.alloc(2), body])

/** What is no recording, what is two things at once, and recordings that carry more than a recording. */
export const disguises: readonly HostileFile[] = [
  { what: 'one byte', name: 'lesson.mp4', make: says('x'), ends: 'not-media' },
  { what: 'a megabyte of zeros', name: 'lesson.mp4', make: () => Buffer.alloc(2 ** 20), ends: 'not-media' },
  { what: 'a megabyte of noise', name: 'lesson.mp4', make: () => noise(2 ** 20, 7), ends: 'not-media' },
  { what: 'a letter', name: 'lesson.mp4', make: says('Dear Interlude,\n'.repeat(999)), ends: 'not-media' },
  {
    what: 'JSON',
    name: 'lesson.mp4',
    make: says(JSON.stringify({ moov: [{ mdat: marker }] })),
    ends: 'not-media',
  },
  {
    what: 'a drawing that loads a picture',
    name: 'lesson.mp4',
    make: ({ port }) =>
      Buffer.from(
        `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"><image xlink:href="http://127.0.0.1:${port}/a.png"/></svg>`,
      ),
    ends: 'not-media',
  },
  {
    what: 'a page with a script',
    name: 'lesson.mp4',
    make: says(`<!doctype html>${script}`),
    ends: 'not-media',
  },
  { what: 'a program', name: 'lesson.mp4', make: () => readFile('/bin/true'), ends: 'not-media' },
  {
    what: 'a program of Windows',
    name: 'lesson.mp4',
    make: () =>
      Buffer.concat([text('MZ'), Buffer.alloc(58), u32(0x40000000), text('PE\0\0'), noise(4096, 3)]),
    ends: 'not-media',
  },
  {
    what: 'a document',
    name: 'lesson.mp4',
    make: says(`%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(${marker})>>>>endobj\n%%EOF\n`),
    ends: 'not-media',
  },
  {
    what: 'a photograph of a phone, which is built of mp4 boxes',
    name: 'photo.mp4',
    make: () =>
      Buffer.concat([
        box('ftyp', text('heic'), u32(0), text('mif1heic')),
        box('meta', u32(0)),
        box('mdat', noise(999, 5)),
      ]),
    ends: 'not-media',
  },
  {
    what: 'a recording that is a page as well',
    name: 'lesson.mp4',
    make: async ({ made, base }) => {
      const bytes = await made('mp4', words('-c copy -movflags +faststart'), await base('mp4'))
      const moov = bytes.subarray(bytes.indexOf('moov') - 4)
      // `free` is ignored by players, and browsers that guess would see the page.
      return moveChunks(Buffer.concat([fileType(), box('free', text(`<html>${script}`)), moov]), bytes)
    },
    ends: 'safe',
  },
  {
    what: 'a recording with an archive behind it',
    name: 'lesson.mp4',
    make: async ({ base }) =>
      Buffer.concat([await base('mp4'), Buffer.from('504b0506', 'hex'), Buffer.alloc(18), text(marker)]),
    ends: 'safe',
  },
  {
    what: 'a recording behind the head of a document',
    name: 'lesson.mp4',
    make: async ({ base }) => Buffer.concat([text(`%PDF-1.7 ${marker}\n`), await base('mp4')]),
    ends: 'not-media',
  },
  {
    what: 'names and texts full of control characters',
    name: 'lesson.mp4',
    make: async ({ made, base }) =>
      made(
        'mp4',
        [
          ...words('-c copy -movflags use_metadata_tags'),
          ...[
            `title=\u001b]0;${marker}\u0007\u001b[2J`,
            `comment=a\nb\r\n\u202e${marker}\u0085`,
            `artist=${script}`,
          ].flatMap((tag) => ['-metadata', tag]),
          ...['-metadata:s:v', `handler_name=\u001b[31m${marker}`],
        ],
        await base('mp4'),
      ),
    ends: 'safe',
  },
  {
    what: 'chapters, subtitles, a font and a page as attachments',
    name: 'lesson.mkv',
    make: async ({ made, base, put }) => {
      const line = `[Events]\nFormat: Start, End, Text\nDialogue: 0:00:00.00,0:00:01.00,${script}\n`
      const subtitles = await put('lesson.ass', `[Script Info]\nTitle: ${marker}\n\n${line}`)
      const chapter = `[CHAPTER]\nTIMEBASE=1/1\nSTART=0\nEND=1\ntitle=${marker}\n`
      const chapters = await put('lesson.ffmeta', `;FFMETADATA1\n${chapter}`)
      return made(
        'mkv',
        [
          ...[
            '-i',
            subtitles,
            '-f',
            'ffmetadata',
            '-i',
            chapters,
            '-map',
            '0',
            '-map',
            '1',
            '-map_chapters',
            '2',
          ],
          ...['-attach', await put('font.ttf', noise(4096, 2)), '-metadata:s:t:0', 'mimetype=font/ttf'],
          ...['-attach', await put('page.html', script), '-metadata:s:t:1', 'mimetype=text/html'],
          ...['-c', 'copy'],
        ],
        await base('mkv'),
      )
    },
    ends: 'safe',
  },
  {
    what: 'encrypted pictures and sound',
    name: 'lesson.mp4',
    make: async ({ made, base }) =>
      made(
        'mp4',
        words(
          `-c copy -encryption_scheme cenc-aes-ctr -encryption_key ${'0a'.repeat(16)} -encryption_kid ${'0b'.repeat(16)}`,
        ),
        await base('mp4'),
      ),
    ends: 'unsupported-format',
  },
  {
    what: 'a picture that changes its size in the middle',
    name: 'lesson.ts',
    make: async ({ made }) =>
      Buffer.concat([
        await made('ts', picture('testsrc2=s=320x240:r=30:d=1')),
        await made('ts', picture('testsrc2=s=640x480:r=30:d=1', '-output_ts_offset', '1')),
      ]),
    ends: ['safe', 'truncated', 'unsupported-format'],
  },
  {
    what: 'sound with a cover that is a huge still',
    name: 'lesson.mp3',
    make: async (bench) => {
      const cover = await bench.made('png', words('-f lavfi -i color=red:s=5000x5000 -frames:v 1'))
      const image = Buffer.concat([Buffer.from([0]), text('image/png\0'), Buffer.from([3, 0]), cover])
      return Buffer.concat([id3(frame('APIC', image)), await sound('mp3')(bench)])
    },
    ends: 'safe',
  },
  {
    what: 'sound behind a tag of ten megabytes',
    name: 'lesson.mp3',
    make: async (bench) =>
      Buffer.concat([
        id3(frame('TXXX', Buffer.concat([Buffer.from([3]), text(`${marker}\0`), Buffer.alloc(1e7, 'x')]))),
        await sound('mp3')(bench),
      ]),
    ends: 'not-media',
  },
  {
    what: 'sound behind tags of nothing that say they are large',
    name: 'lesson.mp3',
    make: async (bench) =>
      Buffer.concat([text('ID3'), Buffer.from([4, 0, 0, 127, 127, 127, 127]), await sound('mp3')(bench)]),
    ends: ['not-media', 'safe', 'unsupported-format'],
  },
  {
    what: 'a movie of subtitles alone',
    name: 'lesson.mp4',
    make: ({ made }) =>
      made('mp4', words('-c:s mov_text'), Buffer.from(`1\n00:00:00,000 --> 00:00:02,000\n${script}\n`)),
    ends: 'no-picture-or-sound',
  },
  {
    what: 'a good recording whose user data is a program',
    name: 'lesson.mp4',
    make: async ({ base }) =>
      changeBox(await base('mp4'), 'moov', (body) =>
        Buffer.concat([body, box('udta', box('name', text(`#!/bin/sh\necho ${marker}\n`)))]),
      ),
    ends: 'safe',
  },
]

/** `whole` holds what `before` held, further back: its chunks are found again. */
function moveChunks(whole: Buffer, before: Buffer): Buffer {
  for (let at = whole.indexOf('stco'); at >= 0; at = whole.indexOf('stco', at + 4)) {
    const count = whole.readUInt32BE(at + 8)
    for (let place = at + 12; place < at + 12 + 4 * count; place += 4) {
      whole.writeUInt32BE(whole.readUInt32BE(place) + whole.length - before.length, place)
    }
  }
  return whole
}
