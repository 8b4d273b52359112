import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { type Entry, fromBuffer, open, type ZipFile } from 'yauzl'

const openBuffer = promisify<Buffer, { lazyEntries: true }, ZipFile>(fromBuffer)
const openPath = promisify<string, { lazyEntries: true }, ZipFile>(open)

async function* entriesOf(zip: ZipFile): AsyncGenerator<Entry> {
  let wake: () => void = () => undefined
  let next: Entry | 'end' | undefined
  const tell = (what: Entry | 'end') => {
    next = what
    wake()
  }
  zip.on('entry', tell).on('end', () => tell('end'))
  for (;;) {
    const coming = new Promise<void>((resolve) => {
      wake = resolve
    })
    next = undefined
    zip.readEntry()
    await coming
    const entry = next as Entry | 'end' | undefined
    if (entry === 'end' || entry === undefined) return
    yield entry
  }
}

const readOf = (zip: ZipFile, entry: Entry) =>
  new Promise<NodeJS.ReadableStream>((resolve, reject) =>
    zip.openReadStream(entry, (error, stream) => (error ? reject(error) : resolve(stream))),
  )

/** Every file in a zip, by its path. Throws where the zip is not sound. */
export async function filesIn(zipped: Buffer): Promise<Map<string, Buffer>> {
  const zip = await openBuffer(zipped, { lazyEntries: true })
  const files = new Map<string, Buffer>()
  for await (const entry of entriesOf(zip)) {
    const chunks: Buffer[] = []
    for await (const chunk of await readOf(zip, entry)) chunks.push(chunk as Buffer)
    files.set(entry.fileName, Buffer.concat(chunks))
  }
  return files
}

/** The SHA-256 of every file in a zip that is too large to hold, by its path. */
export async function sumsIn(file: string): Promise<Map<string, string>> {
  const zip = await openPath(file, { lazyEntries: true })
  const sums = new Map<string, string>()
  for await (const entry of entriesOf(zip)) {
    const hash = createHash('sha256')
    for await (const chunk of await readOf(zip, entry)) hash.update(chunk as Buffer)
    sums.set(entry.fileName, hash.digest('hex'))
  }
  return sums
}
