import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'

export interface OfCut {
  readonly id: ClipId
  readonly cutNo: number
}

/** What the clip's current cut plays from, the best first. */
export const liveRenditions = (db: Db, clip: OfCut) =>
  db
    .selectFrom('renditions')
    .selectAll()
    .where('clipId', '=', clip.id)
    .where('cutNo', '=', clip.cutNo)
    .where('retiredAt', 'is', null)
    .orderBy('bandwidth', 'desc')
    .execute()

export const liveStills = (db: Db, clip: OfCut) =>
  db
    .selectFrom('stills')
    .selectAll()
    .where('clipId', '=', clip.id)
    .where('cutNo', '=', clip.cutNo)
    .where('retiredAt', 'is', null)
    .orderBy('position')
    .execute()

/** Stills and speech: never among what players choose from by themselves, as its picture is not the frame at that time. */
export const isLean = ({ name }: { readonly name: string }): boolean => name === 'lean'
