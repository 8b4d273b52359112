import { open } from 'node:fs/promises'

/** Boxes that a file of the mp4 and QuickTime family may begin with (ISO 14496-12, and QuickTime's older ones). */
const openers = new Set(['ftyp', 'moov', 'mdat', 'wide', 'free', 'skip', 'pnot'])

/**
 * Whether the file is built of mp4 boxes but holds no whole `moov`, the index that is written last by most cameras: the
 * sign of an upload, or a recording, that broke off. False for files of any other kind.
 */
export async function lacksMoov(file: string): Promise<boolean> {
  const handle = await open(file, 'r')
  try {
    const { size } = await handle.stat()
    const head = Buffer.alloc(16)
    let at = 0
    for (let boxes = 0; boxes < 10_000 && at + 8 <= size; boxes++) {
      const { bytesRead } = await handle.read(head, 0, 16, at)
      const type = head.toString('latin1', 4, 8)
      const short = head.readUInt32BE(0)
      if (boxes === 0 && (!openers.has(type) || bytesRead < 8)) return false
      const length = short === 1 ? Number(head.readBigUInt64BE(8)) : short === 0 ? size - at : short
      if (length < 8) return false
      at += length
      if (type === 'moov') return at > size
    }
    return at > 0
  } finally {
    await handle.close()
  }
}
