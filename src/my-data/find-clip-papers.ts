import { sql } from 'kysely'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'
import type { OwnClip } from './find-own-clips.ts'

/** What an owner has on one clip of theirs, besides its file and its ledger. Texts of others are not in it. */
export async function findClipPapers(db: Db, clip: OwnClip) {
  const [cuts, redactions, grants, consent, pauses, holds] = await Promise.all([
    db
      .selectFrom('cuts')
      .select(['cutNo', 'inMs', 'outMs', 'madeAt'])
      .where('clipId', '=', clip.id)
      .orderBy('cutNo')
      .execute(),
    db
      .selectFrom('redactions')
      .select(['cutNo', 'kind', 'startMs', 'endMs', 'regionX', 'regionY', 'regionWidth', 'regionHeight'])
      .where('clipId', '=', clip.id)
      .orderBy('cutNo')
      .orderBy('position')
      .execute(),
    db
      .selectFrom('clipGrants')
      .innerJoin('cohorts', 'cohorts.id', 'clipGrants.cohortId')
      .select(['cohorts.name as cohort', 'canComment', 'canDownload', 'grantedAt', 'revokedAt'])
      .select(sql<string | null>`encode(policy_hash, 'hex')`.as('promisedTextSha256'))
      .where('clipId', '=', clip.id)
      .orderBy('clipGrants.id')
      .execute(),
    db
      .selectFrom('consentAttestations')
      .select(['scope', 'guardiansOk', 'principalOk', 'adultsOk', 'unconsented', 'attestedAt', 'replacedAt'])
      .where('clipId', '=', clip.id)
      .orderBy('id')
      .execute(),
    db
      .selectFrom('clipPauses')
      .select(['reason', 'raisedAt', 'actBy', 'resolvedAt', 'resolution'])
      .where('clipId', '=', clip.id)
      .orderBy('id')
      .execute(),
    db
      .selectFrom('legalHolds')
      .select(['placedAt', 'liftedAt'])
      .where('clipId', '=', clip.id)
      .where('tellsOwner', '=', true)
      .orderBy('id')
      .execute(),
  ])
  const { id, title, tried, question, state, cutNo, durationMs, createdAt, withdrawnAt, untilOn, medium } =
    clip
  return {
    ...{ id, title, tried, question, state, cutNo, durationMs, createdAt, withdrawnAt },
    keptUntil: untilOn,
    file: medium?.name ?? null,
    recording: clip.contentType && {
      filename: clip.filename,
      contentType: clip.contentType,
      bytes: clip.bytes,
      sha256: clip.sha256?.toString('hex') ?? null,
      capturedAt: clip.capturedAt,
      originalGoneAt: clip.originalGoneAt,
      sealedAt: clip.sealedAt,
    },
    ...{ cuts, redactions, grants, consent, pauses, holds },
  }
}

const atOnce = 1000

/** A clip's ledger from its first row on, with the names of those who are still known. */
export async function* findLedgerRows(db: Db, clipId: ClipId) {
  let seq = 0
  for (;;) {
    const rows = await db
      .selectFrom('ledger')
      .leftJoin('people', 'people.id', 'ledger.personId')
      .leftJoin('cohorts', 'cohorts.id', 'ledger.cohortId')
      .select(['seq', 'at', 'what', 'people.name as who', 'cohorts.name as cohort', 'detail', 'cohortId'])
      .select([
        sql<string | null>`encode(person_hash, 'hex')`.as('personHash'),
        sql<string>`encode(previous_hash, 'hex')`.as('previousHash'),
        sql<string>`encode(hash, 'hex')`.as('hash'),
      ])
      .where('clipId', '=', clipId)
      .where('seq', '>', seq)
      .orderBy('seq')
      .limit(atOnce)
      .execute()
    yield* rows.map((row) => ({ ...row, who: row.who ?? (row.personHash === null ? null : 'Former member') }))
    const last = rows.at(-1)
    if (!last || rows.length < atOnce) return
    seq = last.seq
  }
}
