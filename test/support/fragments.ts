import { readFile } from 'node:fs/promises'

export interface Sample {
  /** When it is shown, in seconds: what a browser's media source is told, before any demuxer's opinion. */
  readonly at: number
  readonly seconds: number
  /** Decoding can start here (sample_is_non_sync_sample of 8.8.3.1 is not set). */
  readonly isKey: boolean
}

export interface Track {
  readonly kind: 'video' | 'audio'
  /** In decoding order. */
  readonly samples: readonly Sample[]
}

interface Box {
  readonly type: string
  readonly body: number
  readonly end: number
}

/**
 * The samples of a fragmented mp4 as its boxes say (ISO 14496-12, 8.8): `tfdt` plus durations plus composition offsets.
 * ffprobe shifts files with negative offsets, so that its times are not what a player gets.
 */
export async function readFragments(file: string): Promise<Track[]> {
  const bytes = await readFile(file)
  const boxes = (from: number, until: number): Box[] => {
    const found: Box[] = []
    for (let at = from; at + 8 <= until; ) {
      const size = bytes.readUInt32BE(at) || until - at
      found.push({ type: bytes.toString('latin1', at + 4, at + 8), body: at + 8, end: at + size })
      at += size
    }
    return found
  }
  const inside = ({ body, end }: Box, type: string): Box[] =>
    boxes(body, end).filter((box) => box.type === type)
  const one = (box: Box, ...path: string[]): Box =>
    path.reduce((parent, type) => {
      const [child] = inside(parent, type)
      if (!child) throw new Error(`no ${type} in ${parent.type}`)
      return child
    }, box)

  const whole: Box = { type: 'file', body: 0, end: bytes.length }
  const moov = one(whole, 'moov')
  const tracks = new Map<number, { kind: Track['kind']; scale: number; samples: Sample[] }>()
  for (const trak of inside(moov, 'trak')) {
    const id = bytes.readUInt32BE(one(trak, 'tkhd').body + 12)
    const handler = bytes.toString(
      'latin1',
      one(trak, 'mdia', 'hdlr').body + 8,
      one(trak, 'mdia', 'hdlr').body + 12,
    )
    const scale = bytes.readUInt32BE(one(trak, 'mdia', 'mdhd').body + 12)
    tracks.set(id, { kind: handler === 'vide' ? 'video' : 'audio', scale, samples: [] })
  }
  for (const traf of inside(whole, 'moof').flatMap((moof) => inside(moof, 'traf'))) {
    const tfhd = one(traf, 'tfhd').body
    const flags = bytes.readUInt32BE(tfhd) & 0xffffff
    const track = tracks.get(bytes.readUInt32BE(tfhd + 4))
    if (!track) throw new Error('a fragment of no track')
    const before = (flags & 1 ? 8 : 0) + (flags & 2 ? 4 : 0)
    const usual = flags & 8 ? bytes.readUInt32BE(tfhd + 8 + before) : 0
    const flagsBefore = before + (flags & 8 ? 4 : 0) + (flags & 16 ? 4 : 0)
    const usualFlags = flags & 32 ? bytes.readUInt32BE(tfhd + 8 + flagsBefore) : 0
    const tfdt = one(traf, 'tfdt').body
    let clock = bytes[tfdt] === 1 ? Number(bytes.readBigUInt64BE(tfdt + 4)) : bytes.readUInt32BE(tfdt + 4)
    for (const { body } of inside(traf, 'trun')) {
      const has = bytes.readUInt32BE(body) & 0xffffff
      let at = body + 8 + (has & 1 ? 4 : 0) + (has & 4 ? 4 : 0)
      const firstFlags = has & 4 ? bytes.readUInt32BE(body + 8 + (has & 1 ? 4 : 0)) : undefined
      const next = (present: number): number | undefined => {
        if (!(has & present)) return undefined
        at += 4
        return bytes.readInt32BE(at - 4)
      }
      const count = bytes.readUInt32BE(body + 4)
      for (let n = 0; n < count; n++) {
        const duration = next(0x100) ?? usual
        next(0x200)
        const own = next(0x400) ?? (n === 0 ? firstFlags : undefined) ?? usualFlags
        const offset = next(0x800) ?? 0
        track.samples.push({
          at: (clock + offset) / track.scale,
          seconds: duration / track.scale,
          isKey: (own & 0x10000) === 0,
        })
        clock += duration
      }
    }
  }
  return [...tracks.values()].map(({ kind, samples }) => ({ kind, samples }))
}
