import type { Chance } from './chance.ts'

const numbers = [0, 1, 0x7f, 0x80, 0xff, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff, 0xffff_fffe]

/** Bytes changed, moved, doubled, taken away or followed by rubbish; mostly at the head and the tail, where headers are. */
export function mutatedBytes(bytes: Buffer, chance: Chance): Buffer {
  let made: Buffer = Buffer.from(bytes)
  const somewhere = () => {
    const from = chance.of([0, 0, Math.max(0, made.length - 4096), chance.below(made.length)])
    return Math.min(made.length - 1, from + chance.below(4096))
  }
  for (let times = chance.below(20); times >= 0; times--) {
    const at = Math.max(0, somewhere())
    const change = chance.below(8)
    if (change < 3) made[at] = chance.below(256)
    else if (change < 5 && at + 4 <= made.length) made.writeUInt32BE(chance.of(numbers), at)
    else if (change === 5)
      made = Buffer.concat([made.subarray(0, at), made.subarray(at + 1 + chance.below(64))])
    else if (change === 6) {
      const piece = made.subarray(at, at + chance.below(512))
      made = Buffer.concat([made.subarray(0, at), piece, piece, made.subarray(at + piece.length)])
    } else if (chance.below(6) === 0) made = made.subarray(0, Math.max(1, at))
    if (made.length < 8) break
  }
  return made
}
