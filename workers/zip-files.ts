import { type Readable, Transform } from 'node:stream'
import { ZipFile } from 'yazl'
import type { ExportedFile } from '../src/my-data/export-contents.ts'

/**
 * A zip of the files, written while it is read: one file is open at a time, and media, which are as small as they get,
 * go in as they are. What is larger than 4 GiB makes it a ZIP64. `onMedia` hears of every run of media bytes.
 */
export function zipOf(
  files: readonly ExportedFile[],
  signal: AbortSignal,
  onMedia: (bytes: number) => void,
): Readable {
  const zip = new ZipFile()
  const out = zip.outputStream as Readable
  let open: Readable | undefined
  // yazl hears neither of a file that breaks off nor of a reader that went away.
  const fail = (error: Error) => out.destroy(error)
  zip.on('error', fail)
  out.once('close', () => open?.destroy())
  for (const file of files) {
    const isMedia = file.mediaBytes > 0
    zip.addReadStreamLazy(file.path, { compress: !isMedia }, (give) => {
      file.open(signal).then((body) => {
        open = body.on('error', fail)
        if (out.destroyed) body.destroy()
        else give(null, isMedia ? body.pipe(counted(onMedia)) : body)
      }, fail)
    })
  }
  zip.end()
  return out
}

const counted = (onBytes: (bytes: number) => void) =>
  new Transform({
    transform(chunk: Buffer, _encoding, done) {
      onBytes(chunk.length)
      done(null, chunk)
    },
  })
