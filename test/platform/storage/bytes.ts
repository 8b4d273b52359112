import { createHash, randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'

const block = randomBytes(64 * 1024)

/** `bytes` bytes that repeat only every 64 KiB, made as they are read, so that they stand in memory nowhere. */
export function madeBytes(bytes: number): Readable {
  return Readable.from(blocks(bytes), { objectMode: false })
}

function* blocks(bytes: number): Generator<Buffer> {
  for (let left = bytes; left > 0; left -= block.length) {
    yield Buffer.from(block.subarray(0, Math.min(left, block.length)))
  }
}

/** A body that gives `bytes` bytes and then breaks, as a request does whose client is gone. */
export function brokenBytes(bytes: number, error: Error): Readable {
  const broken = function* () {
    yield* blocks(bytes)
    throw error
  }
  return Readable.from(broken(), { objectMode: false })
}

/** A body that gives `bytes` bytes, says so by `stalled`, and then neither ends nor breaks. */
export function stalledBytes(bytes: number): { body: Readable; stalled: Promise<void> } {
  let stall: () => void = () => undefined
  const stalled = new Promise<void>((resolve) => {
    stall = resolve
  })
  const source = blocks(bytes)
  const body = new Readable({
    read() {
      const { value, done } = source.next()
      if (done) stall()
      else this.push(value)
    },
  })
  return { body, stalled }
}

export async function allOf(stream: AsyncIterable<Buffer | Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks)
}

export async function sha256Of(stream: AsyncIterable<Buffer | Uint8Array>): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of stream) hash.update(chunk)
  return hash.digest('hex')
}

export async function listed<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}
