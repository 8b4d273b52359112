import { sql } from 'kysely'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'
import { enqueue } from '../platform/queue/enqueue.ts'
import { ClearUpload } from './jobs.ts'

const longestFormMs = 24 * 3_600_000

export type Counts = Readonly<Record<string, number>>

/**
 * Leaves of a purged clip no more than that there was one, in the caller's transaction: no title, no facts, no names of
 * files, no words. Its objects must be gone before, since their keys go here. Answers how much of what there was.
 */
export async function eraseClip(db: Db, clipId: ClipId): Promise<Counts> {
  const remove = async (
    table:
      | 'renditions'
      | 'stills'
      | 'cuts'
      | 'sounds'
      | 'chunks'
      | 'redactions'
      | 'clipGrants'
      | 'clipWithdrawals'
      | 'consentAttestations'
      | 'playbacks',
  ) => Number((await db.deleteFrom(table).where('clipId', '=', clipId).executeTakeFirst()).numDeletedRows)

  const renditions = await remove('renditions')
  const stills = await remove('stills')
  await remove('cuts')
  await remove('sounds')
  await remove('chunks')
  await remove('redactions')
  const grants = await remove('clipGrants')
  await remove('clipWithdrawals')
  const attestations = await remove('consentAttestations')
  const playbacks = await remove('playbacks')
  await db.updateTable('clipPauses').set({ words: null }).where('clipId', '=', clipId).execute()
  await db
    .updateTable('clips')
    .set({
      ...{ title: '—', tried: null, question: null },
      ...{ recordingId: null, state: 'failed', failureCode: 'purged' },
      ...{ durationMs: null, width: null, height: null },
      ...{ progressStep: null, progressFraction: null, progressSecondsLeft: null },
    })
    .where('id', '=', clipId)
    .execute()
  const recordings = await db
    .deleteFrom('recordings')
    .where('uploadId', 'in', (eb) =>
      eb.selectFrom('uploads').select('uploads.id').where('uploads.clipId', '=', clipId),
    )
    .executeTakeFirst()
  const uploads = await db
    .deleteFrom('uploads')
    .where('clipId', '=', clipId)
    .returning(['id', 'organisationId', 'way', 'completedAt'])
    .execute()
  for (const { id: uploadId, organisationId, way, completedAt } of uploads) {
    // A form holds no lease: it may still be coming, and its process die after its last byte.
    if (way !== 'form' || completedAt !== null) continue
    await enqueue(db, ClearUpload, { uploadId }, { organisationId, afterMs: longestFormMs })
  }
  await db.deleteFrom('storedObjects').where('clipId', '=', clipId).execute()
  return {
    originals: Number(recordings.numDeletedRows),
    unfinishedUploads: uploads.filter(({ completedAt }) => completedAt === null).length,
    ...{ renditions, stills, grants, attestations, playbacks },
  }
}

/** Takes out to whom a clip was open as an exemplar, before its exemplars themselves, in the caller's transaction. */
export const dropAudiences = (db: Db, clipId: ClipId) =>
  db.deleteFrom('clipAudiences').where('clipId', '=', clipId).execute()

/**
 * Takes out the last trace of a clip whose purge was done two years ago, its ledger with it, in the caller's
 * transaction. A younger ledger is refused by the database.
 */
export async function dropTombstone(db: Db, clipId: ClipId): Promise<void> {
  await eraseClip(db, clipId)
  for (const table of ['ledger', 'ledgerHeads', 'clipPauses', 'clipPurges'] as const) {
    await db.deleteFrom(table).where('clipId', '=', clipId).execute()
  }
  await db.deleteFrom('clips').where('id', '=', clipId).execute()
}

const atOnce = 500

export const findOldTombstones = (db: Db) =>
  db
    .selectFrom('clipPurges')
    .select('clipId')
    .where('doneAt', '<', sql<Date>`now() - interval '2 years'`)
    .orderBy('doneAt')
    .limit(atOnce)
    .execute()
