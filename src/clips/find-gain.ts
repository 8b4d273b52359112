import type { Db } from '../platform/db/schema.ts'
import type { OfCut } from './find-renditions.ts'

/** What the sound of a cut's renditions is made by; undefined until it was measured. */
export const findGain = (db: Db, { id, cutNo }: OfCut) =>
  db
    .selectFrom('sounds')
    .select(['gainDb', 'truePeakDb'])
    .where('clipId', '=', id)
    .where('cutNo', '=', cutNo)
    .executeTakeFirst()
