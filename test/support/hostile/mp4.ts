/** Boxes of ISO 14496-12, made by hand so that they can lie. */

export const u16 = (...numbers: number[]): Buffer => {
  const bytes = Buffer.alloc(2 * numbers.length)
  for (const [at, number] of numbers.entries()) bytes.writeUInt16BE(number & 0xffff, 2 * at)
  return bytes
}
export const u32 = (...numbers: number[]): Buffer => {
  const bytes = Buffer.alloc(4 * numbers.length)
  for (const [at, number] of numbers.entries()) bytes.writeUInt32BE(number >>> 0, 4 * at)
  return bytes
}
export const text = (words: string): Buffer => Buffer.from(words, 'latin1')

export const box = (type: string, ...body: Buffer[]): Buffer => {
  const whole = Buffer.concat(body)
  return Buffer.concat([u32(whole.length + 8), text(type), whole])
}
/** With version 0 and these flags. */
export const full = (type: string, flags: number, ...body: Buffer[]): Buffer => box(type, u32(flags), ...body)

export const fileType = (brand = 'isom'): Buffer => box('ftyp', text(brand), u32(512), text(`isom${brand}`))

interface Movie {
  /** The format, its four letters, and what follows the fixed part of the sample entry. */
  readonly format: string
  readonly config?: Buffer
  readonly kind?: 'vide' | 'soun'
  readonly samples: readonly Buffer[]
  readonly width?: number
  readonly height?: number
  readonly timescale?: number
  readonly delta?: number
  /** Instead of the tables that tell the truth. */
  readonly tables?: Readonly<Partial<Record<'stts' | 'stsz' | 'stsc' | 'stco' | 'dref', Buffer>>>
}

/** A movie of one track, its samples in one chunk right behind the file type. */
export function movie(made: Movie): Buffer {
  const { format, config = Buffer.alloc(0), kind = 'vide', samples, tables = {} } = made
  const { width = 320, height = 240, timescale = 30, delta = 1 } = made
  const count = samples.length
  const matrix = u32(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
  const entry =
    kind === 'vide'
      ? box(
          format,
          ...[Buffer.alloc(6), u16(1), Buffer.alloc(16), u16(width, height), u32(0x480000, 0x480000, 0)],
          ...[u16(1), Buffer.alloc(32), u16(24, 0xffff), config],
        )
      : box(format, Buffer.alloc(6), u16(1), Buffer.alloc(8), u16(2, 16, 0, 0, 48_000, 0), config)
  const self = full('dref', 0, u32(1), full('url ', 1))
  const table = box(
    'stbl',
    full('stsd', 0, u32(1), entry),
    tables.stts ?? full('stts', 0, u32(1, count, delta)),
    tables.stsc ?? full('stsc', 0, u32(1, 1, count, 1)),
    tables.stsz ?? full('stsz', 0, u32(0, count, ...samples.map(({ length }) => length))),
    tables.stco ?? full('stco', 0, u32(1, fileType().length + 8)),
  )
  const length = (count * delta) >>> 0
  const media = box(
    'mdia',
    full('mdhd', 0, u32(0, 0, timescale, length), u16(0x55c4, 0)),
    full('hdlr', 0, u32(0), text(kind), Buffer.alloc(13)),
    box(
      'minf',
      kind === 'vide' ? full('vmhd', 1, Buffer.alloc(8)) : full('smhd', 0, Buffer.alloc(4)),
      box('dinf', tables.dref ?? self),
      table,
    ),
  )
  const header = full('tkhd', 3, u32(0, 0, 1, 0, length, 0, 0, 0, 0), matrix, u16(width, 0, height, 0))
  const moov = box(
    'moov',
    full(
      'mvhd',
      0,
      u32(0, 0, timescale, length, 0x10000),
      u16(0x100),
      Buffer.alloc(10),
      matrix,
      Buffer.alloc(24),
      u32(2),
    ),
    box('trak', header, media),
  )
  return Buffer.concat([fileType(), box('mdat', ...samples), moov])
}

/**
 * The file with the first box at `path` (as `moov/trak/tkhd`) replaced by what `change` makes of its body, and the sizes
 * around it put right. Only for files whose `moov` comes last: offsets into `mdat` stay as they are.
 */
export function changeBox(bytes: Buffer, path: string, change: (body: Buffer) => Buffer): Buffer {
  const [wanted = '', ...rest] = path.split('/')
  for (let at = 0; at + 8 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at) || bytes.length - at
    const end = at + length
    if (bytes.toString('latin1', at + 4, at + 8) === wanted) {
      const body = bytes.subarray(at + 8, end)
      const made = rest.length > 0 ? changeBox(body, rest.join('/'), change) : change(Buffer.from(body))
      return Buffer.concat([bytes.subarray(0, at), box(wanted, made), bytes.subarray(end)])
    }
    if (length < 8) break
    at = end
  }
  throw new Error(`no ${path}`)
}

/** Overwrites some bytes of a box's body. */
export const poke =
  (at: number, bytes: Buffer) =>
  (body: Buffer): Buffer => {
    bytes.copy(body, at)
    return body
  }
