import { findOldOriginals, letOriginalGo } from '../clips/let-original-go.ts'
import { lockClip } from '../clips/write-purge.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId, PersonId } from '../platform/ids.ts'
import { enqueue } from '../platform/queue/enqueue.ts'
import { usualDays } from './ending-dates.ts'
import { type ClipEnding, findEndings } from './find-endings.ts'
import { MailWarning } from './jobs.ts'
import { orderPurge } from './order-purge.ts'

const atOnce = 200

/**
 * What one day's run does: warns owners of what ends soon, orders the purge of what has come to its end, and gives up
 * originals that were kept long enough. It may be broken off anywhere and run again: what was done is not done twice.
 */
export async function endClips(db: Db, signal: AbortSignal): Promise<void> {
  let after: PersonId | undefined
  do {
    const owners = await findOwners(db, after)
    for (const { ownerId } of owners) {
      signal.throwIfAborted()
      await endClipsOf(db, ownerId)
    }
    after = owners.at(-1)?.ownerId
  } while (after !== undefined)
  await endOriginals(db, signal)
}

const findOwners = (db: Db, after: PersonId | undefined) =>
  db
    .selectFrom('clips')
    .select('ownerId')
    .distinct()
    .$if(after !== undefined, (query) => query.where('ownerId', '>', after as PersonId))
    .orderBy('ownerId')
    .limit(atOnce)
    .execute()

async function endClipsOf(db: Db, ownerId: PersonId): Promise<void> {
  const endings = (await findEndings(db, { ownerId })).filter(({ mayEnd }) => mayEnd)
  const toWarn = endings.filter(({ toTell }) => toTell.length > 0)
  if (toWarn.length > 0) await warn(db, ownerId, toWarn)
  for (const ending of endings) if (isOver(ending)) await endClip(db, ending.id)
}

const isOver = ({ mayEnd, endsOn, today }: ClipEnding): boolean => mayEnd && endsOn <= today

/** All of an owner's warnings in one transaction, and one mail for them. */
const warn = (db: Db, personId: PersonId, endings: readonly ClipEnding[]): Promise<void> =>
  db.transaction().execute(async (trx) => {
    const told = await trx
      .insertInto('retentionNotices')
      .values(
        endings.flatMap(({ id: clipId, organisationId, rule, dueOn, toTell }) =>
          toTell.map((daysBefore) => ({ organisationId, clipId, rule, dueOn, daysBefore })),
        ),
      )
      .onConflict((conflict) => conflict.doNothing())
      .returning('organisationId')
      .execute()
    const [first, day] = [told[0], endings[0]?.today]
    if (!first || !day) return
    const onceKey = `${MailWarning.name} ${personId} ${day}`
    await enqueue(trx, MailWarning, { personId, day }, { organisationId: first.organisationId, onceKey })
  })

/** Looks again under the lock: the owner may just have shared it, brought it back, or chosen to keep it. */
const endClip = (db: Db, clipId: ClipId): Promise<void> =>
  db.transaction().execute(async (trx) => {
    await lockClip(trx, clipId)
    const [ending] = await findEndings(trx, { clipId })
    if (ending && isOver(ending)) await orderPurge(trx, ending, 'retention', null)
  })

async function endOriginals(db: Db, signal: AbortSignal): Promise<void> {
  let after: ClipId | undefined
  do {
    const clips = await findOldOriginals(db, usualDays.original, after, atOnce)
    for (const { id, days } of clips) {
      signal.throwIfAborted()
      await letOriginalGo(db, id, days ?? usualDays.original)
    }
    after = clips.at(-1)?.id
  } while (after !== undefined)
}
