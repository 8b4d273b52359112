import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { isEncrypted, lacksMoov, missingOfRiff } from '../../../src/platform/media/sniff.ts'
import { freshFolders } from '../../support/media-work.ts'

const fresh = freshFolders()

/** A box that says it is `size` bytes long, with `body` bytes after its head. */
function box(type: string, body: number, size = body + 8): Buffer {
  const bytes = Buffer.alloc(8 + body)
  bytes.writeUInt32BE(size)
  bytes.write(type, 4, 'latin1')
  return bytes
}

/** A box whose size takes 64 bits (ISO 14496-12 4.2). */
function largeBox(type: string, body: number): Buffer {
  const bytes = box(type, body + 8, 1)
  bytes.writeBigUInt64BE(BigInt(bytes.length), 8)
  return bytes
}

describe('a file of mp4 boxes without its index', () => {
  test.each<[string, Buffer[], boolean]>([
    ['broke off before it: the media comes first', [box('ftyp', 24), box('mdat', 500, 90_000)], true],
    ['broke off just before it', [box('ftyp', 24), box('mdat', 500)], true],
    ['broke off within it', [box('ftyp', 24), box('moov', 300, 4000)], true],
    ['broke off within its first box', [box('ftyp', 4, 32)], true],
    ['is an old QuickTime file that broke off', [box('wide', 0), box('mdat', 500, 0)], true],
    ['broke off after a large box', [box('ftyp', 24), largeBox('mdat', 500)], true],
    ['is whole, with the index last', [box('ftyp', 24), box('mdat', 500), box('moov', 300)], false],
    ['is whole, with the index first', [box('ftyp', 24), box('moov', 300), box('mdat', 500)], false],
    [
      'is whole, with the index after a large box',
      [box('ftyp', 24), largeBox('mdat', 70), box('moov', 30)],
      false,
    ],
    ['is whole, the index reaching to the end', [box('ftyp', 24), box('moov', 300, 0)], false],
    ['is of another kind', [Buffer.from('This is not a video. '.repeat(20))], false],
    ['is a box of no size', [box('ftyp', 24), box('mdat', 500, 3)], false],
    ['is a few bytes', [Buffer.from('ftyp')], false],
    ['is empty', [], false],
  ])('%s', async (_, boxes, broken) => {
    const file = path.join(await fresh(), 'file')
    await writeFile(file, Buffer.concat(boxes))
    expect(await lacksMoov(file)).toBe(broken)
  })
})

async function put(...parts: Buffer[]): Promise<string> {
  const file = path.join(await fresh(), 'file')
  await writeFile(file, Buffer.concat(parts))
  return file
}

test('a photograph of a phone is no recording that broke off', async () => {
  const brand = box('ftyp', 8)
  brand.write('heic', 8, 'latin1')
  expect(await lacksMoov(await put(brand, box('meta', 30), box('mdat', 500)))).toBe(false)
})

test('samples are encrypted where the index names a scheme of protection, whatever the media holds', async () => {
  const protection = Buffer.from('encv sinf frma avc1 schm cenc')
  const moov = Buffer.concat([box('moov', 0, 8 + protection.length), protection])
  expect(await isEncrypted(await put(box('ftyp', 8), box('mdat', 90), moov))).toBe(true)
  const media = Buffer.concat([box('mdat', 0, 8 + protection.length), protection])
  expect(await isEncrypted(await put(box('ftyp', 8), media, box('moov', 90)))).toBe(false)
  expect(await isEncrypted(await put(Buffer.from('a letter')))).toBe(false)
})

test.each([
  ['whole', 192, 0],
  ['cut in half', 392, 0.5],
  ['never finished', 0, 0],
  ['written as a stream', 0xffff_ffff, 0],
])('of a RIFF file that is %s is missing what it says it has', async (_, said, missing) => {
  const bytes = Buffer.alloc(200)
  bytes.write('RIFF', 0, 'latin1')
  bytes.writeUInt32LE(said, 4)
  expect(await missingOfRiff(await put(bytes))).toBe(missing)
})
