import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { lengthEndsMs } from './kinds.ts'
import type { FacetName, Search } from './library-schemas.ts'

const facetNames = [
  ...(['contentArea', 'gradeBand', 'length', 'captions'] as const),
  ...(['practice', 'lookFor', 'standard'] as const),
] as const satisfies readonly FacetName[]

export const bitOf = (facet: FacetName): number => 1 << facetNames.indexOf(facet)

/** Of a clip: which length it has; null while nobody knows. */
export const lengthOf = sql<
  string | null
>`case when clips.duration_ms < ${sql.lit(lengthEndsMs.short)} then 'short'
  when clips.duration_ms < ${sql.lit(lengthEndsMs.medium)} then 'medium'
  when clips.duration_ms < ${sql.lit(lengthEndsMs.long)} then 'long'
  when clips.duration_ms is not null then 'very long' end`

/** Of `exemplars` and `clips`: the facets whose chosen values it has none of, as bits; 0 where all of them fit. */
export function missesOf(search: Search): RawBuilder<number> {
  const missed = facetNames.flatMap((facet) => {
    const values = search[facet]
    if (!values || values.length === 0) return []
    return [sql`case when ${fits[facet](values)} then 0 else ${sql.lit(bitOf(facet))} end`]
  })
  return missed.length === 0 ? sql<number>`0` : sql<number>`(${sql.join(missed, sql` + `)})`
}

type Fits = (values: readonly string[]) => RawBuilder<SqlBool>

/** Of few terms there are few exemplars, so they are read once, and not for each. */
const isTagged: Fits = (values) => sql`exemplars.id in (select exemplar_tags.exemplar_id from exemplar_tags
  where exemplar_tags.term_id = any(${values}::uuid[]))`

const fits: Readonly<Record<FacetName, Fits>> = {
  contentArea: (values) => sql`exemplars.content_area = any(${values}::text[])`,
  gradeBand: (values) => sql`exemplars.grade_band = any(${values}::text[])`,
  length: (values) => sql`${lengthOf} = any(${values}::text[])`,
  captions: (values) => sql`exists (select from captions
    where captions.clip_id = exemplars.clip_id and captions.language = any(${values}::text[]))`,
  practice: isTagged,
  lookFor: isTagged,
  standard: isTagged,
}
