import { finished, type Readable } from 'node:stream'

interface Terms {
  /** The size of a piece. */
  readonly pieceBytes?: number
  /** How long a byte waits for others at most, so that little is lost with this process where bytes trickle in. */
  readonly holdMs?: number
}

/** Of the memory of each piece that is being filled or read: where it goes once it was written, to be filled again. */
const spares = new WeakMap<ArrayBufferLike, Buffer[]>()

/**
 * The bytes of `source` in order, in pieces of `pieceBytes`, or fewer at its end and where they come slowly. What is paid
 * for each chunk on the way to the disk (promises, streams, system calls) is paid less often so. Beside what the reader has,
 * a full piece and one that was begun are in memory; then `source` waits.
 *
 * The chunks of `source` belong to this from now on, and may be empty afterwards. Where `source` breaks, what had come is
 * handed out first, and then its error thrown. A reader that stops destroys `source`.
 */
export async function* gather(
  source: Readable,
  { pieceBytes = 2 ** 18, holdMs = 100 }: Terms = {},
): AsyncGenerator<Buffer> {
  let begun: Buffer | undefined
  let filled = 0
  const ready: Buffer[] = []
  const spare: Buffer[] = []
  let over: { readonly error?: Error } | undefined
  let wake = () => {}
  let timer: NodeJS.Timeout | undefined

  const handOut = () => {
    clearTimeout(timer)
    timer = undefined
    if (!begun || filled === 0) return
    ready.push(begun.subarray(0, filled))
    begun = filled < begun.length ? begun.subarray(filled) : undefined
    filled = 0
    wake()
  }
  const newPiece = () => {
    const piece = spare.pop() ?? Buffer.allocUnsafeSlow(pieceBytes)
    spares.set(piece.buffer, spare)
    return piece
  }
  const take = (chunk: Buffer) => {
    for (let from = 0; from < chunk.length; ) {
      begun ??= newPiece()
      const copied = chunk.copy(begun, filled, from)
      from += copied
      filled += copied
      if (filled === begun.length) handOut()
    }
    release(chunk)
    if (filled > 0) timer ??= setTimeout(handOut, holdMs)
    if (ready.length > 0) source.pause()
  }
  const unlisten = finished(source, { writable: false }, (error) => {
    over = error ? { error } : {}
    handOut()
    wake()
  })
  source.on('data', take).resume()
  try {
    for (;;) {
      const piece = ready.shift()
      if (piece) {
        if (ready.length === 0) source.resume()
        yield piece
      } else if (over) {
        if (over.error) throw over.error
        return
      } else {
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
    }
  } finally {
    clearTimeout(timer)
    source.off('data', take)
    unlisten()
    if (!over) source.destroy()
  }
}

/**
 * Gives a piece back once it was written, to be filled again by the same `gather`; anything else is left alone. Whoever calls
 * it is the last to have the piece.
 */
export function letGo(piece: Buffer): void {
  if (piece.buffer.byteLength !== piece.length) return
  spares.get(piece.buffer)?.push(piece)
  // Given back twice, it would be filled by two at once.
  spares.delete(piece.buffer)
}

/**
 * Memory of buffers is outside of V8's heap. What is left to its collector makes it mark the whole heap every few dozen
 * megabytes, which costs a server more than the bytes do; what is transferred away is free at once.
 */
function release({ buffer, byteLength }: Uint8Array): void {
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) buffer.transfer(0)
}
