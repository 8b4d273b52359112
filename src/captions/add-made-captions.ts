import { sql } from 'kysely'
import { appendLedger } from '../clips/append-ledger.ts'
import { holdCut } from '../clips/hold-cut.ts'
import { stillStands } from '../clips/still-stands.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId, OrganisationId } from '../platform/ids.ts'
import { announce } from '../platform/live/changes.ts'
import { cuesOnRecording, type OnRecording } from './cues-on-cut.ts'
import { readCues } from './read-cues.ts'
import { writeMade } from './write-making.ts'
import { writeWebvtt } from './write-webvtt.ts'

interface OfCut extends OnRecording {
  readonly id: ClipId
  readonly organisationId: OrganisationId
  readonly cutNo: number
}

/**
 * Keeps what a program wrote down of a cut of a clip, in the language it says, else English. What a person made in that
 * language stands. Throws where it is no WebVTT, and where the clip was cut anew meanwhile.
 */
export async function addMadeCaptions(db: Db, clip: OfCut, file: string): Promise<void> {
  const { id: clipId, organisationId } = clip
  const { cues, language = 'en' } = readCues(file)
  const vtt = writeWebvtt(cuesOnRecording(clip, cues, []))
  await db.transaction().execute(async (trx) => {
    if (!(await stillStands(trx, clipId))) return
    await holdCut(trx, clipId, clip.cutNo)
    await writeMade(trx, clipId, 'made')
    const written = await trx
      .insertInto('captions')
      .values({ organisationId, clipId, language, source: 'machine', vtt, madeBy: null })
      .onConflict((before) =>
        before
          .columns(['clipId', 'language'])
          .doUpdateSet({ vtt, madeAt: sql<Date>`now()` })
          .where('captions.source', '=', 'machine'),
      )
      .executeTakeFirst()
    if (written.numInsertedOrUpdatedRows === 0n) return
    await announce(trx, { clipId, what: 'clip' })
    await appendLedger(trx, {
      ...{ organisationId, clipId, what: 'captions', personId: null },
      detail: { language, change: 'added' },
    })
  })
}
