import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { gather, letGo } from '../../src/platform/gather.ts'

/** A stream that gives copies of the parts of `bytes`, each of the next of `sizes`. */
function inChunks(bytes: Buffer, sizes: readonly number[]): Readable {
  const chunks = function* () {
    for (let at = 0, n = 0; at < bytes.length; n++) {
      const size = sizes[n % sizes.length] ?? 1
      yield Buffer.from(new Uint8Array(bytes.subarray(at, at + size)))
      at += size
    }
  }
  return Readable.from(chunks(), { objectMode: false })
}

/** A stream that gives what it is told to. */
const told = () => new Readable({ read: () => undefined })
const closed = (source: Readable) => new Promise((resolve) => source.once('close', resolve))
const far = 2 ** 30

describe('what is gathered', () => {
  test.each([
    ['much smaller than a piece', [7, 100, 1, 33]],
    ['just as large', [1000]],
    ['nearly as large', [999, 1001]],
    ['much larger', [5000, 1, 3999]],
  ])('of chunks %s comes in order, in full pieces and a rest', async (_what, sizes) => {
    const bytes = randomBytes(20_500)
    const pieces: Buffer[] = []
    for await (const piece of gather(inChunks(bytes, sizes), { pieceBytes: 1000, holdMs: far })) {
      pieces.push(piece)
    }
    expect(pieces.map(({ length }) => length)).toEqual([...Array(20).fill(1000), 500])
    expect(Buffer.concat(pieces).equals(bytes)).toBe(true)
  })

  test('of nothing is nothing', async () => {
    expect(await gather(Readable.from([], { objectMode: false })).next()).toEqual({
      done: true,
      value: undefined,
    })
  })

  test('where bytes trickle in is handed out unfinished, and the next byte goes on from there', async () => {
    const source = told()
    const pieces = gather(source, { pieceBytes: 1000, holdMs: 1 })
    for (const word of ['abc', 'd', 'efgh']) {
      source.push(word)
      expect(String((await pieces.next()).value)).toBe(word)
    }
    source.push(null)
    expect((await pieces.next()).done).toBe(true)
  })

  test('waits for whoever reads it', async () => {
    let given = 0
    const source = new Readable({
      highWaterMark: 100,
      read() {
        given += 100
        this.push(given > 100_000 ? null : Buffer.alloc(100, 1))
      },
    })
    const pieces = gather(source, { pieceBytes: 1000, holdMs: far })
    let read = 0
    for (let n = 0; n < 10; n++) {
      read += (await pieces.next()).value?.length ?? 0
      await sleep(5)
      expect(given).toBeLessThanOrEqual(read + 3000)
    }
    for await (const piece of pieces) read += piece.length
    expect(read).toBe(100_000)
  })

  test.each([
    ['by an error', new Error('gone'), 'gone'],
    ['without a word', undefined, 'Premature close'],
  ])('is handed out before the source breaks %s', async (_how, error, message) => {
    const source = told()
    const pieces = gather(source, { pieceBytes: 1000, holdMs: far })
    const first = pieces.next()
    source.push(Buffer.alloc(2500, 7))
    expect((await first).value).toHaveLength(1000)
    source.destroy(error)
    await closed(source)
    expect((await pieces.next()).value).toHaveLength(1000)
    expect((await pieces.next()).value).toEqual(Buffer.alloc(500, 7))
    await expect(pieces.next()).rejects.toThrow(message)
  })

  test('of a source that broke before is its error', async () => {
    const source = told().on('error', () => undefined)
    source.destroy(new Error('gone'))
    await closed(source)
    await expect(gather(source).next()).rejects.toThrow('gone')
  })

  test('ends its source where the reader stops, and keeps listening to nothing', async () => {
    const source = inChunks(randomBytes(10_000), [100])
    const names = () => source.eventNames().map((name) => [name, source.listenerCount(name)])
    const before = names()
    for await (const _piece of gather(source, { pieceBytes: 1000 })) break
    expect(source.destroyed).toBe(true)
    expect(names()).toEqual(before)
  })
})

describe('pieces that were given back', () => {
  const memoryOf = async (bytes: Buffer, withPiece: (piece: Buffer) => void) => {
    const memory = new Set<ArrayBufferLike>()
    const copies: Buffer[] = []
    for await (const piece of gather(inChunks(bytes, [300]), { pieceBytes: 1000, holdMs: far })) {
      memory.add(piece.buffer)
      copies.push(Buffer.from(piece))
      withPiece(piece)
    }
    expect(Buffer.concat(copies).equals(bytes)).toBe(true)
    return memory
  }

  test('are filled again', async () => {
    const bytes = randomBytes(50_000)
    expect((await memoryOf(bytes, letGo)).size).toBeLessThanOrEqual(4)
    expect((await memoryOf(bytes, () => undefined)).size).toBe(50)
  })

  test('twice are filled once', async () => {
    const pieces = gather(inChunks(randomBytes(5000), [300]), { pieceBytes: 1000, holdMs: far })
    const first: Buffer = (await pieces.next()).value
    letGo(first)
    letGo(first)
    const memory: ArrayBufferLike[] = []
    for await (const piece of pieces) memory.push(piece.buffer)
    expect(new Set(memory).size).toBe(memory.length)
  })

  test('are filled by no other upload', async () => {
    const bytes = randomBytes(50_000)
    const [one, other] = await Promise.all([memoryOf(bytes, letGo), memoryOf(bytes, letGo)])
    expect([...one].filter((memory) => other.has(memory))).toEqual([])
  })

  test('in part are not, and what was never one is left alone', async () => {
    const bytes = randomBytes(50_000)
    const kept: [Buffer, Buffer][] = []
    const inPart = await memoryOf(bytes, (piece) => {
      kept.push([piece, Buffer.from(piece)])
      letGo(piece.subarray(1))
    })
    expect(inPart.size).toBe(50)
    for (const [piece, copy] of kept) expect(piece.equals(copy)).toBe(true)
    const foreign = Buffer.from(new Uint8Array(bytes))
    letGo(foreign)
    expect(foreign.equals(bytes)).toBe(true)
  })
})
