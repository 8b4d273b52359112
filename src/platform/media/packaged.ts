/** `small` is a rung at the size of a source that is smaller than the ladder's steps; `lean` is stills and speech. */
export type RenditionName = 'source' | '1080' | '720' | '480' | '240' | 'small' | 'lean' | 'audio'

/** One rendition: an fMP4 object and the HLS media playlist whose byte ranges cover it to its last byte. */
export interface Packaged {
  readonly name: RenditionName
  readonly kind: 'video' | 'audio'
  /** The object, on this disk. */
  readonly file: string
  readonly bytes: number
  /** Of the upright picture; null for sound alone. */
  readonly width: number | null
  readonly height: number | null
  /** Peak segment bit rate in bits per second (RFC 8216, 4.3.4.2 and the definition in 4.1). */
  readonly bandwidth: number
  readonly averageBandwidth: number
  /** RFC 6381, read back from the boxes of the output: `avc1.64001f,mp4a.40.2`. */
  readonly codecs: string
  readonly durationMs: number
  /** Every URI in it is `media.mp4`. */
  readonly playlist: string
}

/** A rendition that is one MP4 file, which players read as it is. */
export type OneFile = Omit<Packaged, 'playlist'> & { readonly playlist: null }
