import { type RawBuilder, sql } from 'kysely'
import { audiencesShown } from '../clips/find-audiences.ts'
import type { Viewer } from '../identity/viewer.ts'
import { isUuid, pageOf, readCursor, usualLimit } from '../platform/db/page.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId, ExemplarId, TermId } from '../platform/ids.ts'
import { type Counts, countFacets, findCountedTerms } from './count-facets.ts'
import { lengthOf, missesOf } from './facets.ts'
import type { LibraryPage, LibraryQuery } from './library-schemas.ts'
import type { ShelfExemplar } from './schemas.ts'
import { readWords, type WordsQuery } from './search-query.ts'
import { layOut } from './show-shelf.ts'

/** Where a page ended: how well that exemplar fits the words, when it was published, in microseconds, and its id. */
type Key = [relevance: number, us: number, id: string]

interface PageRow
  extends Pick<ShelfExemplar, 'title' | 'reasons' | 'goal' | 'durationMs' | 'captionLanguages'> {
  readonly id: ExemplarId
  readonly clipId: ClipId
  readonly contentArea: string | null
  readonly gradeBand: string | null
  readonly termIds: readonly TermId[]
  readonly openedUs: number
  readonly relevance: number
}

interface Found extends Counts {
  readonly page: readonly PageRow[]
  readonly total: number
}

/**
 * What the viewer finds in the library: exemplars whose audience they belong to, and their own; those that fit the words best
 * first, else the newest. Of everything else nothing is counted or told. Where the words find nothing, the last of them
 * may be the beginning of one.
 */
export async function findLibrary(
  db: Db,
  viewer: Viewer,
  { limit = usualLimit, after, ...search }: LibraryQuery,
): Promise<LibraryPage> {
  const cursor = after === undefined ? undefined : readCursor(after, isKey)
  const words = readWords(search.q)
  const look = (query: WordsQuery | undefined) => readLibrary(db, viewer, search, { query, cursor, limit })
  let found = await look(words?.asked)
  if (words?.begun && found.facts.length === 0) found = await look(words.begun)
  const { items, next } = pageOf(found.page, limit, (row) => [row.relevance, row.openedUs, row.id])
  const [named, shelf] = await Promise.all([
    findCountedTerms(db, viewer, search, found.terms),
    layOut(
      db,
      viewer,
      items.map((row) => ({ ...row, state: 'published', publishedAt: new Date(row.openedUs / 1000) })),
    ),
  ])
  return {
    // The shelf keeps their order. What is counted is everything that is found, so each of their terms is named.
    items: shelf.map((row, at) => ({
      ...row,
      terms: named.filter(({ id }) => items[at]?.termIds.includes(id)),
    })),
    total: found.total,
    facets: countFacets(search, found, named),
    next,
  }
}

const isKey = (value: unknown): value is Key =>
  Array.isArray(value) &&
  value.length === 3 &&
  isNatural(value[0], 2 ** 31 - 1) &&
  isNatural(value[1], Number.MAX_SAFE_INTEGER) &&
  isUuid(value[2])

const isNatural = (value: unknown, most: number): boolean =>
  Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= most

interface Looking {
  readonly query: WordsQuery | undefined
  readonly cursor: Key | undefined
  readonly limit: number
}

/**
 * A page and all counts, of one moment, as one statement. Who sees what is settled first, for itself: joined with the
 * rest, PostgreSQL would take longer to plan it than to do it.
 */
async function readLibrary(
  db: Db,
  viewer: Viewer,
  search: LibraryQuery,
  { query, cursor, limit }: Looking,
): Promise<Found> {
  const audiences = audiencesShown(db, viewer).select([
    ...(['clipAudiences.exemplarId', 'clipAudiences.clipId', 'clipAudiences.openedAt'] as const),
  ])
  const { rows } = await sql<Found>`
    with audiences as materialized (${audiences}), reach as materialized (
      select exemplars.id, exemplars.clip_id, audiences.opened_at, exemplars.content_area, exemplars.grade_band,
        clips.duration_ms, ${lengthOf} as length, ${missesOf(search)} as misses, ${relevanceOf(query)} as relevance
      from audiences join exemplars on exemplars.id = audiences.exemplar_id join clips on clips.id = audiences.clip_id
        ${withWords(query)}
    ), page as (
      select reach.* from reach where misses = 0 ${beyond(cursor)}
      order by relevance desc, opened_at desc, id desc limit ${limit + 1}
    )
    select
      (select count(*) from reach where misses = 0) as total,
      (select coalesce(json_agg(json_build_object('id', page.id, 'clipId', page.clip_id, 'title', title,
          'reasons', reasons, 'goal', goal, 'contentArea', page.content_area, 'gradeBand', page.grade_band,
          'durationMs', duration_ms, 'captionLanguages', array(
            select language from captions where captions.clip_id = page.clip_id order by language),
          'termIds', array(select term_id from exemplar_tags where exemplar_tags.exemplar_id = page.id),
          'openedUs', (extract(epoch from opened_at) * 1000000)::bigint, 'relevance', relevance)
          order by relevance desc, opened_at desc, page.id desc), '[]')
        from page join exemplars on exemplars.id = page.id) as page,
      (select coalesce(json_agg(counted), '[]') from (
        select content_area as "contentArea", grade_band as "gradeBand", length, misses, count(*) as count
        from reach group by 1, 2, 3, 4) as counted) as facts,
      (select coalesce(json_agg(counted), '[]') from (
        select exemplar_tags.term_id as id, misses, count(*) as count
        from reach join exemplar_tags on exemplar_tags.exemplar_id = reach.id group by 1, 2) as counted) as terms,
      (select coalesce(json_agg(counted), '[]') from (
        select captions.language, misses, count(*) as count
        from reach join captions on captions.clip_id = reach.clip_id group by 1, 2) as counted) as captions
  `.execute(db)
  return rows[0] as Found
}

/** Whole numbers, so that a cursor says exactly where it is. */
const relevanceOf = (query: WordsQuery | undefined): RawBuilder<number> =>
  query === undefined
    ? sql<number>`0`
    : sql<number>`(ts_rank(exemplar_words.document, words.query) * 1000000)::integer`

const withWords = (query: WordsQuery | undefined): RawBuilder<unknown> =>
  query === undefined
    ? sql``
    : sql`join exemplar_words on exemplar_words.exemplar_id = exemplars.id
        join (select ${query} as query) as words on exemplar_words.document @@ words.query`

const beyond = (cursor: Key | undefined): RawBuilder<unknown> =>
  cursor === undefined
    ? sql``
    : sql`and (relevance, opened_at, id)
        < (${cursor[0]}::integer, 'epoch'::timestamptz + ${cursor[1]} * interval '1 microsecond', ${cursor[2]}::uuid)`
