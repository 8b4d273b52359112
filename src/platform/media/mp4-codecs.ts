const containersOfBoxes = new Set(['moov', 'trak', 'mdia', 'minf', 'stbl', 'stsd'])
/** Bytes between the start of a box's body and the boxes in it (ISO 14496-12 8.5.2, 12.1.3, 12.2.3). */
const before: Readonly<Record<string, number>> = { stsd: 8, avc1: 78, mp4a: 28 }

/**
 * The codecs of an fMP4 init segment as RFC 6381 writes them, in track order. Throws where a track is neither H.264 nor
 * AAC: an assumed profile makes a browser refuse the stream.
 */
export function codecsOf(init: Buffer): string[] {
  const found: string[] = []
  const walk = (from: number, until: number): void => {
    for (let at = from; at + 8 <= until; ) {
      const size = init.readUInt32BE(at)
      const type = init.toString('latin1', at + 4, at + 8)
      const end = Math.min(until, at + size)
      if (size < 8) throw new Error(`box ${type} of ${size} bytes`)
      const body = at + 8
      if (containersOfBoxes.has(type) || type === 'avc1' || type === 'mp4a')
        walk(body + (before[type] ?? 0), end)
      if (type === 'avcC') found.push(`avc1.${init.toString('hex', body + 1, body + 4)}`)
      if (type === 'esds') found.push(`mp4a.40.${audioObjectType(init.subarray(body + 4, end))}`)
      at = end
    }
  }
  walk(0, init.length)
  if (found.length === 0) throw new Error('no H.264 and no AAC track in the init segment')
  return found
}

/** From ISO 14496-1 7.2.6: ES_Descriptor (3) holds DecoderConfig (4), which holds DecoderSpecificInfo (5). */
function audioObjectType(esds: Buffer): number {
  const skip: Readonly<Record<number, number>> = { 3: 3, 4: 13 }
  let at = 0
  while (at < esds.length) {
    const tag = esds[at++] ?? 0
    let length = 0
    // Sizes are written seven bits at a time, the highest bit saying that more follow.
    for (let more = true; more && at < esds.length; ) {
      const byte = esds[at++] ?? 0
      length = length * 128 + (byte & 127)
      more = byte > 127
    }
    if (tag === 5) {
      const type = (esds[at] ?? 0) >> 3
      return type === 31 ? 32 + ((esds.readUInt16BE(at) >> 5) & 63) : type
    }
    at += skip[tag] ?? length
  }
  throw new Error('no audio configuration in esds')
}
