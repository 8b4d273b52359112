import { type FileHandle, open } from 'node:fs/promises'

/** Boxes that a file of the mp4 and QuickTime family may begin with (ISO 14496-12, and QuickTime's older ones). */
const openers = new Set(['ftyp', 'moov', 'mdat', 'wide', 'free', 'skip', 'pnot'])
/** Photographs are built of the same boxes (ISO 23008-12, AVIF), and never have a `moov`. */
const stills = new Set(['heic', 'heix', 'heim', 'heis', 'mif1', 'avif'])
/** Of hours of recording; what is larger is not read whole. */
const maxMoov = 2 ** 26

interface Mp4Box {
  readonly type: string
  readonly at: number
  /** As it says, which may be past the end of the file. */
  readonly end: number
}

/**
 * Whether the file is built of mp4 boxes but holds no whole `moov`, the index that is written last by most cameras: the
 * sign of an upload, or a recording, that broke off. False for files of any other kind.
 */
export const lacksMoov = (file: string): Promise<boolean> =>
  opened(file, async (handle, size) => {
    let found = false
    for await (const box of topBoxes(handle, size)) {
      if (box === 'broken') return false
      if (box.type === 'ftyp' && stills.has(await textAt(handle, box.at + 8))) return false
      if (box.type === 'moov') return box.end > size
      found = true
    }
    return found
  })

/** Whether the samples of an mp4 are encrypted (ISO 23001-7): its sample entries name a scheme of protection. */
export const isEncrypted = (file: string): Promise<boolean> =>
  opened(file, async (handle, size) => {
    for await (const box of topBoxes(handle, size)) {
      if (box === 'broken') return false
      if (box.type !== 'moov') continue
      const bytes = Buffer.alloc(Math.min(box.end - box.at, size - box.at, maxMoov))
      await handle.read(bytes, 0, bytes.length, box.at)
      return ['sinf', 'frma', 'schm'].every((name) => bytes.includes(name, 0, 'latin1'))
    }
    return false
  })

/** The part of a RIFF file (AVI) that is missing, by the length it says it has. What was never finished says nothing. */
export const missingOfRiff = (file: string): Promise<number> =>
  opened(file, async (handle, size) => {
    const head = Buffer.alloc(8)
    await handle.read(head, 0, 8, 0)
    const said = head.readUInt32LE(4) + 8
    const says = head.toString('latin1', 0, 4) === 'RIFF' && said < 2 ** 32
    return says ? Math.max(0, (said - size) / said) : 0
  })

async function opened<T>(file: string, work: (handle: FileHandle, size: number) => Promise<T>): Promise<T> {
  const handle = await open(file, 'r')
  try {
    return await work(handle, (await handle.stat()).size)
  } finally {
    await handle.close()
  }
}

async function* topBoxes(handle: FileHandle, size: number): AsyncGenerator<Mp4Box | 'broken'> {
  const head = Buffer.alloc(16)
  let at = 0
  for (let boxes = 0; boxes < 10_000 && at + 8 <= size; boxes++) {
    head.fill(0)
    await handle.read(head, 0, 16, at)
    const type = head.toString('latin1', 4, 8)
    const short = head.readUInt32BE(0)
    const length = short === 1 ? Number(head.readBigUInt64BE(8)) : short === 0 ? size - at : short
    if (length < 8 || (boxes === 0 && !openers.has(type))) return yield 'broken'
    yield { type, at, end: at + length }
    at += length
  }
}

async function textAt(handle: FileHandle, at: number): Promise<string> {
  const { buffer } = await handle.read(Buffer.alloc(4), 0, 4, at)
  return buffer.toString('latin1')
}
