import { type FileHandle, open } from 'node:fs/promises'
import type { MediaPlaylist } from '../../src/platform/media/playlist.ts'

interface Box {
  readonly type: string
  readonly body: number
  readonly end: number
}

/**
 * When each segment of a packaged rendition begins, in seconds: the earliest decode time of its tracks, as its first
 * `moof` says (ISO 14496-12, 8.8.12). Players that start in the middle place everything by it.
 */
export async function segmentStarts(file: string, { init, segments }: MediaPlaylist): Promise<number[]> {
  const handle = await open(file, 'r')
  try {
    const scales = timescales(await bytes(handle, init.offset, init.length))
    const starts: number[] = []
    for (const { offset, length } of segments) starts.push(await startOf(handle, offset, length, scales))
    return starts
  } finally {
    await handle.close()
  }
}

async function startOf(
  handle: FileHandle,
  offset: number,
  length: number,
  scales: ReadonlyMap<number, number>,
): Promise<number> {
  for (let at = offset; at < offset + length; ) {
    const head = await bytes(handle, at, 8)
    const size = head.readUInt32BE(0)
    if (size < 8) break
    if (head.toString('latin1', 4, 8) === 'moof') return earliest(await bytes(handle, at, size), scales)
    at += size
  }
  throw new Error(`no moof in the segment at byte ${offset}`)
}

function earliest(moof: Buffer, scales: ReadonlyMap<number, number>): number {
  const starts = inside(moof, 8, moof.length, 'traf').map((traf) => {
    const [tfhd] = inside(moof, traf.body, traf.end, 'tfhd')
    const [tfdt] = inside(moof, traf.body, traf.end, 'tfdt')
    const scale = tfhd && scales.get(moof.readUInt32BE(tfhd.body + 4))
    if (!tfdt || !scale) throw new Error('a fragment without a time')
    const isLong = moof[tfdt.body] === 1
    return (isLong ? Number(moof.readBigUInt64BE(tfdt.body + 4)) : moof.readUInt32BE(tfdt.body + 4)) / scale
  })
  return Math.min(...starts)
}

/** Ticks in a second, by track id (8.3.2 tkhd, 8.4.2 mdhd). */
function timescales(init: Buffer): Map<number, number> {
  const [moov] = inside(init, 0, init.length, 'moov')
  const scales = new Map<number, number>()
  for (const trak of moov ? inside(init, moov.body, moov.end, 'trak') : []) {
    const [tkhd] = inside(init, trak.body, trak.end, 'tkhd')
    const [mdia] = inside(init, trak.body, trak.end, 'mdia')
    const [mdhd] = mdia ? inside(init, mdia.body, mdia.end, 'mdhd') : []
    if (!tkhd || !mdhd) throw new Error('a track without a header')
    const id = init.readUInt32BE(tkhd.body + (init[tkhd.body] === 1 ? 20 : 12))
    scales.set(id, init.readUInt32BE(mdhd.body + (init[mdhd.body] === 1 ? 20 : 12)))
  }
  return scales
}

function inside(buffer: Buffer, from: number, until: number, type: string): Box[] {
  const found: Box[] = []
  for (let at = from; at + 8 <= until; ) {
    const size = buffer.readUInt32BE(at)
    if (size < 8) break
    if (buffer.toString('latin1', at + 4, at + 8) === type) found.push({ type, body: at + 8, end: at + size })
    at += size
  }
  return found
}

async function bytes(handle: FileHandle, offset: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, offset)
  return buffer.subarray(0, bytesRead)
}
