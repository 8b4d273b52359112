import { stillStands } from '../clips/still-stands.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId, OrganisationId } from '../platform/ids.ts'
import { writeAsked } from './write-making.ts'

interface OfCut {
  readonly id: ClipId
  readonly organisationId: OrganisationId
  readonly cutNo: number
}

/** Has a program caption a clip that is new: not one that has captions, nor one that was listened to before. */
export const askWhenPrepared = (db: Db, clip: OfCut): Promise<void> =>
  db.transaction().execute(async (trx) => {
    if (!(await stillStands(trx, clip.id))) return
    const found = await Promise.all(
      (['captions', 'captionMakings'] as const).map((table) =>
        trx.selectFrom(table).select('clipId').where('clipId', '=', clip.id).limit(1).execute(),
      ),
    )
    if (found.flat().length === 0) await writeAsked(trx, clip)
  })
