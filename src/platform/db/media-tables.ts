import type { ColumnType, Generated, JSONColumnType } from 'kysely'
import type { ChunkId, ClipId, OrganisationId } from '../ids.ts'

/** What the media pipeline notes beside a clip and its cuts. */
export interface MediaTables {
  /** What was measured of the sound of a cut: nothing that was said, and nobody. */
  sounds: {
    organisationId: OrganisationId
    clipId: ClipId
    cutNo: number
    /** Of the sound as it came, after ITU-R BS.1770; null where nothing is to be heard. */
    loudnessLufs: number | null
    truePeakDb: number | null
    /** What the renditions are louder than that. */
    gainDb: number
    peaksPerSecond: number
    /** The largest amplitude of each stretch, from 0 to 255. */
    peaks: Buffer
    /** Where people talk: half-open pairs of milliseconds on the cut's own timeline. */
    talk: JSONColumnType<readonly (readonly [number, number])[]>
    measuredAt: ColumnType<Date, Date | undefined, never>
  }
  /** What a cut hides of its recording: times are on the recording's timeline, regions parts of the upright picture. */
  redactions: {
    organisationId: OrganisationId
    clipId: ClipId
    cutNo: number
    position: number
    kind: 'box' | 'coarse' | 'mute'
    startMs: number
    endMs: number
    regionX: number | null
    regionY: number | null
    regionWidth: number | null
    regionHeight: number | null
  }
  /** What the ladder of a long cut is made in by several workers, while it is made: stretches of its pictures, and its sound. */
  chunks: {
    organisationId: OrganisationId
    id: ChunkId
    clipId: ClipId
    cutNo: number
    position: number
    kind: 'picture' | 'sound'
    /** Frames of the cut's own timeline, thirty a second, half-open. */
    firstFrame: number
    endFrame: number
    begunAt: ColumnType<Date | null, never, Date>
    /** How much of it is made, as far as is known: 0..1. */
    fraction: Generated<number>
    objectKey: ColumnType<string | null, never, string>
    doneAt: ColumnType<Date | null, never, Date>
  }
  /** Workers that live: each says so every few seconds. */
  workers: { id: string; mediaSlots: number; seenAt: Generated<Date> }
}
