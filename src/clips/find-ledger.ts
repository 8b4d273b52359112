import { sql } from 'kysely'
import type { Viewer } from '../identity/viewer.ts'
import { isUuid, type PageRequest, pageOf, readCursor, usualLimit } from '../platform/db/page.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'
import { authorize } from '../platform/problems.ts'
import { findClip } from './find-clip.ts'
import type { LedgerEvent } from './ledger-events.ts'
import type { LedgerRow, OwnLedgerRow } from './ledger-schemas.ts'

/** What was done with a clip, newest first, for its owner alone; also when the clip itself is gone for good. */
export async function findLedger(db: Db, viewer: Viewer, clipId: ClipId, asked: PageRequest) {
  await requireOwnLedger(db, viewer, clipId)
  return pageOfClip(ownRows(db, viewer).where('ledger.clipId', '=', clipId), asked)
}

/** Who watched a clip or downloaded it, and when, newest first, for its owner alone; not the owner themselves. */
export async function findWatchers(db: Db, viewer: Viewer, clipId: ClipId, asked: PageRequest) {
  await requireOwnLedger(db, viewer, clipId)
  const others = ownRows(db, viewer)
    .where('ledger.clipId', '=', clipId)
    .where('ledger.what', 'in', ['play', 'download'])
    // Whoever was erased is nobody any more, and was not the owner.
    .where(({ eb, or }) =>
      or([eb('ledger.personId', 'is', null), eb('ledger.personId', '<>', viewer.personId)]),
    )
  return pageOfClip(others, asked)
}

async function pageOfClip(ofClip: ReturnType<typeof ownRows>, { limit = usualLimit, after }: PageRequest) {
  const cursor = after === undefined ? undefined : readCursor(after, isSeqKey)
  const rows = await ofClip
    .$if(cursor !== undefined, (query) => query.where('ledger.seq', '<', cursor?.[0] ?? 0))
    .orderBy('ledger.seq', 'desc')
    .limit(limit + 1)
    .execute()
  const { items, next } = pageOf(rows, limit, ({ seq }) => [seq])
  return { items: items.map(showRow), next }
}

/** Refuses whose clip it is not; one that was purged is still its owner's here. */
export async function requireOwnLedger(db: Db, viewer: Viewer, clipId: ClipId): Promise<void> {
  const own = await db
    .selectFrom('clips')
    .select('id')
    .where('id', '=', clipId)
    .where('ownerId', '=', viewer.personId)
    .executeTakeFirst()
  if (own) return
  await findClip(db, viewer, clipId)
  authorize(false, 'Only the person who uploaded the clip can read what was done with it.')
}

/** What was done with all clips of the viewer, newest first. */
export async function findOwnLedger(db: Db, viewer: Viewer, { limit = usualLimit, after }: PageRequest) {
  const cursor = after === undefined ? undefined : readCursor(after, isTimeKey)
  const rows = await ownRows(db, viewer)
    .$if(cursor !== undefined, (query) => {
      const [at, clipId, seq] = cursor ?? ['', '', 0]
      return query.where(
        sql<boolean>`(ledger.at, ledger.clip_id, ledger.seq) < (${at}::timestamptz, ${clipId}::uuid, ${seq}::integer)`,
      )
    })
    .orderBy('ledger.at', 'desc')
    .orderBy('ledger.clipId', 'desc')
    .orderBy('ledger.seq', 'desc')
    .limit(limit + 1)
    .execute()
  const { items, next } = pageOf(rows, limit, ({ at, clipId, seq }) => [at.toISOString(), clipId, seq])
  return {
    items: items.map(
      (row): OwnLedgerRow => ({ clip: { id: row.clipId, title: row.title }, ...showRow(row) }),
    ),
    next,
  }
}

const ownRows = (db: Db, viewer: Viewer) =>
  db
    .selectFrom('ledger')
    .innerJoin('clips', 'clips.id', 'ledger.clipId')
    .leftJoin('people', 'people.id', 'ledger.personId')
    .leftJoin('cohorts', 'cohorts.id', 'ledger.cohortId')
    .where('clips.ownerId', '=', viewer.personId)
    .where('clips.organisationId', '=', viewer.organisationId)
    .select([
      'ledger.clipId',
      'clips.title',
      'ledger.seq',
      'ledger.at',
      'ledger.what',
      'ledger.personId',
      'ledger.personHash',
      'ledger.cohortId',
      'ledger.detail',
      'people.name as person',
      'people.state as personState',
      'cohorts.name as cohort',
    ])

type Row = Awaited<ReturnType<ReturnType<typeof ownRows>['executeTakeFirstOrThrow']>>

function showRow(row: Row): LedgerRow {
  const { personId, person, cohortId, cohort } = row
  const isKnown = personId !== null && row.personState !== 'erased'
  return {
    seq: row.seq,
    at: row.at.toISOString(),
    what: row.what as LedgerEvent,
    by: isKnown ? 'person' : row.personHash === null ? 'system' : 'former member',
    who: isKnown ? { id: personId, name: person ?? '' } : null,
    cohort: cohortId === null ? null : { id: cohortId, name: cohort ?? '' },
    detail: row.detail as LedgerRow['detail'],
  }
}

const largest = 2 ** 31 - 1
const isSeq = (value: unknown): value is number =>
  Number.isSafeInteger(value) && (value as number) >= 1 && (value as number) <= largest

const isSeqKey = (value: unknown): value is [number] =>
  Array.isArray(value) && value.length === 1 && isSeq(value[0])

const isTimeKey = (value: unknown): value is [string, string, number] =>
  Array.isArray(value) && value.length === 3 && isTime(value[0]) && isUuid(value[1]) && isSeq(value[2])

const isTime = (value: unknown): boolean =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]{12}Z$/.test(value) && !Number.isNaN(Date.parse(value))
