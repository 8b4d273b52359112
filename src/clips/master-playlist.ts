/** What a master playlist says of one rendition. */
export interface Variant {
  readonly uri: string
  readonly kind: 'video' | 'audio'
  /** Peak and average, in bits a second. */
  readonly bandwidth: number
  readonly averageBandwidth: number
  /** RFC 6381. */
  readonly codecs: string
  readonly width: number | null
  readonly height: number | null
}

/** Where players start: the rendition whose short side is nearest to this. */
const startHeight = 480

/**
 * An HLS master playlist (RFC 8216, section 4.3.4). Players start with the first variant, so the middle one leads.
 * Sound alone is a variant only where there is no picture: a player that fell back to it would show none.
 */
export function masterPlaylist(variants: readonly Variant[]): string {
  const pictures = variants.filter(({ kind }) => kind === 'video')
  const listed = (pictures.length > 0 ? pictures : [...variants]).toSorted(
    (a, b) => distance(a) - distance(b) || b.bandwidth - a.bandwidth,
  )
  const lines = listed.flatMap(({ uri, bandwidth, averageBandwidth, codecs, width, height }) => {
    const resolution =
      width !== null && height !== null ? [`RESOLUTION=${width}x${height}`, 'FRAME-RATE=30.000'] : []
    const said = [`BANDWIDTH=${bandwidth}`, `AVERAGE-BANDWIDTH=${averageBandwidth}`, `CODECS="${codecs}"`]
    return [`#EXT-X-STREAM-INF:${[...said, ...resolution].join(',')}`, uri]
  })
  return ['#EXTM3U', '#EXT-X-VERSION:7', '#EXT-X-INDEPENDENT-SEGMENTS', ...lines, ''].join('\n')
}

const distance = ({ width, height }: Variant): number =>
  Math.abs(Math.min(width ?? 0, height ?? 0) - startHeight)
