import type { FileHandle } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { letGo } from '../gather.ts'

/**
 * Writes all of `body` to the file, from byte `start` on, and answers how many bytes it was. The chunks are given back once
 * they are written: nobody else may have them. Where `body` breaks, what came before stands in the file. The handle stays open.
 */
export async function writeBody(
  handle: FileHandle,
  body: Readable,
  { start = 0, signal }: { start?: number; signal?: AbortSignal | undefined } = {},
): Promise<number> {
  let at = start
  const write = async (chunks: AsyncIterable<Buffer>) => {
    for await (const chunk of chunks) {
      // The system may take less than it was given.
      for (let done = 0; done < chunk.length; ) {
        const { bytesWritten } = await handle.write(chunk, done, chunk.length - done, at)
        done += bytesWritten
        at += bytesWritten
      }
      letGo(chunk)
    }
  }
  await pipeline(body, write, signal ? { signal } : {})
  return at - start
}
