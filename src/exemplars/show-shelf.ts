import { findPosterUrls } from '../clips/find-poster-urls.ts'
import { showOwners } from '../clips/show-owners.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId, ExemplarId } from '../platform/ids.ts'
import type { ShelfExemplar, Term } from './schemas.ts'

interface ShelfRow extends Pick<ShelfExemplar, 'id' | 'clipId' | 'title' | 'reasons' | 'goal' | 'state'> {
  readonly contentArea: string | null
  readonly gradeBand: string | null
  readonly publishedAt: Date | null
}

type DescribedRow = ShelfRow & Pick<ShelfExemplar, 'durationMs' | 'captionLanguages'>

/** Exemplars that the viewer was found to see, as the API answers them. Keeps the order. */
export async function showShelf(db: Db, viewer: Viewer, rows: readonly ShelfRow[]): Promise<ShelfExemplar[]> {
  if (rows.length === 0) return []
  const clipIds = rows.map(({ clipId }) => clipId)
  const [durations, terms, languages] = await Promise.all([
    durationsOf(db, clipIds),
    findTerms(
      db,
      rows.map(({ id }) => id),
    ),
    languagesOf(db, clipIds),
  ])
  const laidOut = await layOut(
    db,
    viewer,
    rows.map((row) => ({
      ...row,
      durationMs: durations.get(row.clipId) ?? null,
      captionLanguages: languages.get(row.clipId) ?? [],
    })),
  )
  return laidOut.map((row) => ({ ...row, terms: terms.get(row.id) ?? [] }))
}

/** The same of rows that say more already, still without their terms. */
export async function layOut(
  db: Db,
  viewer: Viewer,
  rows: readonly DescribedRow[],
): Promise<Omit<ShelfExemplar, 'terms'>[]> {
  const clipIds = rows.map(({ clipId }) => clipId)
  const [owners, posters] = await Promise.all([showOwners(db, viewer, clipIds), findPosterUrls(db, clipIds)])
  return rows.map(({ id, clipId, title, reasons, goal, state, ...row }) => ({
    ...{ id, clipId, title, reasons, goal, state },
    contentArea: row.contentArea as ShelfExemplar['contentArea'],
    gradeBand: row.gradeBand as ShelfExemplar['gradeBand'],
    owner: owners.get(clipId) ?? null,
    durationMs: row.durationMs,
    posterUrl: posters.get(clipId) ?? null,
    captionLanguages: [...row.captionLanguages],
    publishedAt: row.publishedAt?.toISOString() ?? null,
  }))
}

async function durationsOf(db: Db, ids: readonly ClipId[]): Promise<Map<ClipId, number | null>> {
  const rows = await db.selectFrom('clips').select(['id', 'durationMs']).where('id', 'in', ids).execute()
  return new Map(rows.map(({ id, durationMs }) => [id, durationMs]))
}

/** What each is about, in the organisation's own words; retired ones stay where they were given. */
export async function findTerms(db: Db, ids: readonly ExemplarId[]): Promise<Map<ExemplarId, Term[]>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('exemplarTags')
    .innerJoin('terms', 'terms.id', 'exemplarTags.termId')
    .select(['exemplarTags.exemplarId', 'terms.id', 'terms.kind', 'terms.code', 'terms.name'])
    .where('exemplarTags.exemplarId', 'in', ids)
    .orderBy('terms.kind')
    .orderBy('terms.code')
    .orderBy('terms.name')
    .execute()
  const byExemplar = Map.groupBy(rows, ({ exemplarId }) => exemplarId)
  return new Map([...byExemplar].map(([id, all]) => [id, all.map(({ exemplarId: _, ...term }) => term)]))
}

async function languagesOf(db: Db, ids: readonly ClipId[]): Promise<Map<ClipId, string[]>> {
  const rows = await db
    .selectFrom('captions')
    .select(['clipId', 'language'])
    .where('clipId', 'in', ids)
    .orderBy('language')
    .execute()
  const byClip = Map.groupBy(rows, ({ clipId }) => clipId)
  return new Map([...byClip].map(([id, all]) => [id, all.map(({ language }) => language)]))
}
