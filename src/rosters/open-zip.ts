import type { Readable } from 'node:stream'
import { type Entry, fromFdPromise, type ZipFile } from 'yauzl'
import { malformed, Problem } from '../platform/problems.ts'
import type { RosterLimits } from './roster.ts'

export interface OpenZip {
  has(name: string): boolean
  /** Its bytes, counted against what all files together may unpack to. */
  read(name: string): AsyncGenerator<Buffer>
}

const broken = (): never => malformed('broken-zip', 'This zip file is damaged. Please export it again.')

/**
 * Opens a zip for the few files that are asked for by name; nothing else in it is looked at, and nothing is unpacked
 * onto the disk. What it says of sizes is not believed: bytes are counted as they come.
 */
export async function openZip(fd: number, limits: RosterLimits): Promise<OpenZip> {
  const zip = await fromFdPromise(fd, {
    lazyEntries: true,
    autoClose: false,
    validateEntrySizes: true,
  }).catch(broken)
  if (zip.entryCount > limits.entries) {
    malformed('broken-zip', 'There are too many files in this zip. Please send the OneRoster files alone.')
  }
  const entries = await entriesOf(zip)
  let left = limits.unpackedBytes
  return {
    has: (name) => entries.has(name),
    async *read(name) {
      const entry = entries.get(name)
      if (!entry) return
      let stream: Readable | undefined
      try {
        stream = await zip.openReadStreamPromise(entry)
        for await (const piece of stream as AsyncIterable<Buffer>) {
          left -= piece.length
          if (left < 0) {
            throw new Problem(413, 'too-large', 'Unpacked, these files are more than can be taken here.')
          }
          yield piece
        }
      } catch (error) {
        if (error instanceof Problem) throw error
        broken()
      } finally {
        stream?.destroy()
      }
    },
  }
}

/** By name. yauzl itself refuses names that lead out of a folder. */
async function entriesOf(zip: ZipFile): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>()
  try {
    for await (const entry of zip.eachEntry()) {
      if (entries.has(entry.fileName)) throw new Error('twice')
      entries.set(entry.fileName, entry)
    }
  } catch {
    broken()
  }
  return entries
}
