import { type SqlBool, sql } from 'kysely'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'
import { enqueue } from '../platform/queue/enqueue.ts'
import { failClip } from './fail-clip.ts'
import { findTurn } from './find-turn.ts'
import { EncodeLadder, InspectClip } from './jobs.ts'

/** How often a cut is sent on anew before it counts as failed. Rows are remembered for two weeks. */
const mostTimes = 3
/** The next sweep is never far. */
const atOnce = 500

interface OfCut {
  readonly id: ClipId
  readonly cutNo: number
}

/**
 * Sends clips on that nobody is preparing and nobody will: the row of their job was lost, or it ended and left them where
 * they were. Each gets the job that its state asks for; one that comes back to this again and again ends as failed, so
 * that its owner learns of it. Answers how many there were.
 */
export async function sendOnLost(db: Db): Promise<number> {
  const lost = await db
    .selectFrom('clips')
    .select(['id', 'cutNo'])
    .where('state', 'in', ['preparing', 'watchable'])
    .where('failureCode', 'is', null)
    .where('recordingId', 'is not', null)
    .where(isNobodys('clips'))
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('clipPurges').select('clipId').whereRef('clipPurges.clipId', '=', 'clips.id'))),
    )
    .orderBy('id')
    .limit(atOnce)
    .execute()
  let found = 0
  for (const cut of lost) {
    const came = await sendOn(db, cut)
    if (came === 'too often') await failClip(db, cut.id, 'preparing-failed', cut.cutNo)
    if (came !== 'not lost') found++
  }
  return found
}

/** No job that prepares this cut of the clip is waiting or running. */
const isNobodys = (clips: string) => sql<SqlBool>`not exists (
  select from outbox where payload ->> 'clipId' = ${sql.ref(`${clips}.id`)}::text and finished_at is null
    and job like 'clips.%' and job <> 'clips.purge'
    and coalesce((payload ->> 'cutNo')::integer, 1) = ${sql.ref(`${clips}.cut_no`)})`

const sendOn = (db: Db, { id: clipId, cutNo }: OfCut): Promise<'sent on' | 'too often' | 'not lost'> =>
  db.transaction().execute(async (trx) => {
    const locked = await trx
      .selectFrom('clips')
      .select('id')
      .where('id', '=', clipId)
      .forUpdate()
      .skipLocked()
      .executeTakeFirst()
    if (!locked) return 'not lost'
    // What moves a clip writes its next job in the same transaction, so that with the clip locked both are true or neither.
    const clip = await trx
      .selectFrom('clips')
      .select('state')
      .where('id', '=', clipId)
      .where('cutNo', '=', cutNo)
      .where('state', 'in', ['preparing', 'watchable'])
      .where('failureCode', 'is', null)
      .where(isNobodys('clips'))
      .executeTakeFirst()
    if (!clip) return 'not lost'
    const key = `clips.send-on ${clipId} ${cutNo}`
    const before = await trx
      .selectFrom('outbox')
      .select('id')
      .where(sql<SqlBool>`payload ->> 'clipId' = ${clipId}`)
      .where('onceKey', 'like', `${key} %`)
      .execute()
    if (before.length >= mostTimes) return 'too often'
    const job = clip.state === 'preparing' ? InspectClip : EncodeLadder
    const onceKey = `${key} ${before.length + 1}`
    await enqueue(trx, job, { clipId, cutNo }, { ...(await findTurn(trx, clipId)), onceKey })
    return 'sent on'
  })
