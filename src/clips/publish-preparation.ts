import { type Insertable, sql } from 'kysely'
import type { Database, Db } from '../platform/db/schema.ts'
import { newId, type RenditionId, type StillId } from '../platform/ids.ts'
import { announce } from '../platform/live/changes.ts'
import { enqueue } from '../platform/queue/enqueue.ts'
import { dropChunks } from './drop-chunks.ts'
import type { Preparation } from './find-preparation.ts'
import { findTurn } from './find-turn.ts'
import { giveUpOriginal } from './give-up-original.ts'
import type { EncodeFirstRung, EncodeLadder, EncodeLean } from './jobs.ts'
import type { ClipState } from './states.ts'
import { stillStands } from './still-stands.ts'
import { settleObjects } from './stored-objects.ts'

type Placed = 'organisationId' | 'id' | 'clipId' | 'cutNo' | 'publishedAt' | 'retiredAt'
export type NewRendition = Omit<Insertable<Database['renditions']>, Placed>
export type NewStill = Omit<Insertable<Database['stills']>, Placed>

interface Publication {
  readonly renditions?: readonly NewRendition[]
  readonly stills?: readonly NewStill[]
  /** Names of renditions that these take the place of. Players that hold their playlist may read on for a while. */
  readonly retire?: readonly string[]
  readonly from: ClipState
  readonly to: ClipState
  /** What is to be done next; it exists if, and only if, the rest is published. */
  readonly next?: typeof EncodeFirstRung | typeof EncodeLean | typeof EncodeLadder
}

/**
 * Makes verified renditions and stills part of the clip and moves it on, in one transaction. Answers false, with
 * nothing changed, where the clip is not (any more) in the state this work began in: then another run was faster, or
 * the clip was purged.
 */
export const publishPreparation = (
  db: Db,
  { id: clipId, organisationId, cutNo }: Preparation,
  { renditions = [], stills = [], retire = [], from, to, next }: Publication,
): Promise<boolean> =>
  db.transaction().execute(async (trx) => {
    if (!(await stillStands(trx, clipId))) return false
    const moved = await trx
      .updateTable('clips')
      .set(
        to === 'ready'
          ? {
              state: to,
              failureCode: null,
              progressStep: null,
              progressFraction: null,
              progressSecondsLeft: null,
            }
          : { state: to },
      )
      .where('id', '=', clipId)
      .where('cutNo', '=', cutNo)
      .where('state', '=', from)
      .executeTakeFirst()
    if (moved.numUpdatedRows === 0n) return false

    const placed = { organisationId, clipId, cutNo }
    // Where the state stays what it was, it does not say whether another run was faster. What stands does.
    if (from === to && (await anyStands(trx, placed, renditions))) return false
    const replaced = [...retire, ...renditions.map(({ name }) => name)]
    if (replaced.length > 0) {
      await trx
        .updateTable('renditions')
        .set({ retiredAt: sql<Date>`now()` })
        .where('clipId', '=', clipId)
        .where('cutNo', '=', cutNo)
        .where('name', 'in', replaced)
        .where('retiredAt', 'is', null)
        .execute()
    }
    if (stills.length > 0) {
      await trx
        .updateTable('stills')
        .set({ retiredAt: sql<Date>`now()` })
        .where('clipId', '=', clipId)
        .where('cutNo', '=', cutNo)
        .where(
          'kind',
          'in',
          stills.map(({ kind }) => kind),
        )
        .where('retiredAt', 'is', null)
        .execute()
    }
    if (renditions.length > 0) {
      await trx
        .insertInto('renditions')
        .values(renditions.map((row) => ({ ...placed, id: newId<RenditionId>(), ...row })))
        .execute()
    }
    if (stills.length > 0) {
      await trx
        .insertInto('stills')
        .values(stills.map((row) => ({ ...placed, id: newId<StillId>(), ...row })))
        .execute()
    }
    await settleObjects(
      trx,
      [...renditions, ...stills].map(({ objectKey }) => objectKey),
    )
    // The new cut stands verified: what it hides is nowhere else from now on, where its owner wanted that.
    if (to === 'ready') await giveUpOriginal(trx, clipId)
    // Whichever way its ladder was made, nothing is left to be made of it.
    if (to === 'ready') await dropChunks(trx, clipId)
    if (next) await enqueue(trx, next, { clipId, cutNo }, await findTurn(trx, clipId))
    await announce(trx, { clipId, what: 'clip' })
    return true
  })

async function anyStands(
  db: Db,
  { clipId, cutNo }: Pick<Insertable<Database['renditions']>, 'clipId' | 'cutNo'>,
  renditions: readonly NewRendition[],
): Promise<boolean> {
  if (renditions.length === 0) return false
  const names = renditions.map(({ name }) => name)
  const standing = await db
    .selectFrom('renditions')
    .select('id')
    .where('clipId', '=', clipId)
    .where('cutNo', '=', cutNo)
    .where('name', 'in', names)
    .where('retiredAt', 'is', null)
    .executeTakeFirst()
  return standing !== undefined
}
