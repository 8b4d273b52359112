/** Elements of EBML (RFC 8794), made by hand so that they can lie. */

const id = (number: number): Buffer => {
  const hex = number.toString(16)
  return Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex')
}
/** Eight bytes, whatever the length is. */
const size = (length: number): Buffer => {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(BigInt(length) | (1n << 56n))
  return bytes
}

export const element = (number: number, ...body: Buffer[]): Buffer => {
  const whole = Buffer.concat(body)
  return Buffer.concat([id(number), size(whole.length), whole])
}
/** An element that claims to be so long. */
export const claiming = (number: number, length: number, ...body: Buffer[]): Buffer =>
  Buffer.concat([id(number), size(length), ...body])
export const unsigned = (number: number, value: number): Buffer => {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(BigInt(value))
  return element(number, bytes)
}
export const float = (number: number, value: number): Buffer => {
  const bytes = Buffer.alloc(8)
  bytes.writeDoubleBE(value)
  return element(number, bytes)
}
export const words = (number: number, value: string): Buffer => element(number, Buffer.from(value))

export const header = (): Buffer =>
  element(
    0x1a45dfa3,
    unsigned(0x4286, 1),
    unsigned(0x42f7, 1),
    words(0x4282, 'matroska'),
    unsigned(0x4287, 4),
    unsigned(0x4285, 2),
  )
export const info = (...more: Buffer[]): Buffer => element(0x1549a966, unsigned(0x2ad7b1, 1_000_000), ...more)

export const pcmTrack = (...more: Buffer[]): Buffer =>
  element(
    0xae,
    ...[unsigned(0xd7, 1), unsigned(0x73c5, 1), unsigned(0x83, 2), words(0x86, 'A_PCM/INT/LIT')],
    element(0xe1, float(0xb5, 8000), unsigned(0x9f, 1), unsigned(0x6264, 8)),
    ...more,
  )

/** A cluster at a time in milliseconds, with one block for each piece of data, a tenth of a second apart. */
export const cluster = (atMs: number, ...data: Buffer[]): Buffer =>
  element(
    0x1f43b675,
    unsigned(0xe7, atMs),
    ...data.map((piece, n) => {
      const head = Buffer.from([0x81, 0, 0, 0x80])
      head.writeInt16BE(n * 100, 1)
      return element(0xa3, head, piece)
    }),
  )

export const matroska = (...inSegment: Buffer[]): Buffer =>
  Buffer.concat([header(), element(0x18538067, ...inSegment)])
