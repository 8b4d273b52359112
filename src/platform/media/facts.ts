export const containers = ['mov', 'matroska', 'avi', 'mpegts', 'mp3', 'wav', 'ogg', 'aac'] as const
export type Container = (typeof containers)[number]

/** What a recording is, as measured. Plain JSON. Times are whole milliseconds from the start of the file. */
export interface MediaFacts {
  readonly container: Container
  readonly bytes: number
  /** Until the last sample of picture or sound ends, counted from packets and not believed from the header. */
  readonly durationMs: number
  /** Of the whole file, in bits per second. */
  readonly bitRate: number
  readonly video: VideoFacts | null
  readonly audio: AudioFacts | null
  /** When the camera says it was recorded: ISO 8601 in UTC. */
  readonly capturedAt: string | null
}

/** The part of a recording that is wanted, half-open, in milliseconds from its start. */
export interface Cut {
  readonly inMs: number
  readonly outMs: number
  /** What of it nobody may see or hear. Whoever makes anything of a cut hides it, so it stands nowhere else. */
  readonly redactions?: readonly Redaction[]
}

/** Hides a part of the picture, or the sound, for a time: half-open, in milliseconds from the start of the recording. */
export type Redaction =
  | {
      readonly kind: 'box' | 'coarse'
      readonly startMs: number
      readonly endMs: number
      /** Parts of the upright picture, from 0 to 1. */
      readonly region: {
        readonly x: number
        readonly y: number
        readonly width: number
        readonly height: number
      }
    }
  | { readonly kind: 'mute'; readonly startMs: number; readonly endMs: number }

export interface VideoFacts {
  /** Of the stream in the file. */
  readonly index: number
  readonly codec: string
  readonly profile: string | null
  readonly pixelFormat: string | null
  readonly codedWidth: number
  readonly codedHeight: number
  /** Of the picture as a person sees it: square pixels, turned upright. */
  readonly width: number
  readonly height: number
  /** Degrees clockwise by which a player turns the coded picture. */
  readonly rotation: 0 | 90 | 180 | 270
  /** The display matrix does more than turn by right angles. */
  readonly mirrored: boolean
  /** Width of one pixel over its height. */
  readonly sampleAspect: number
  /** Frames per second, on average. */
  readonly frameRate: number
  readonly variableFrameRate: boolean
  readonly interlaced: boolean
  readonly hdr: 'pq' | 'hlg' | null
  /** The stream says which colour matrix it uses. */
  readonly colourTagged: boolean
  readonly startMs: number
  readonly endMs: number
  /** The longest time between two frames that decoding can start at. */
  readonly keyframeGapMs: number
  readonly hasBFrames: boolean
  /** An edit list cuts frames away that are still in the file: a copy would bring them back. */
  readonly hasHiddenFrames: boolean
}

export interface AudioFacts {
  readonly index: number
  readonly codec: string
  readonly profile: string | null
  readonly channels: number
  readonly sampleRate: number
  readonly startMs: number
  readonly endMs: number
}
