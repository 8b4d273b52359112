import { captionLanguages } from '../captions/languages.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { TermId } from '../platform/ids.ts'
import { bitOf } from './facets.ts'
import { contentAreas, gradeBands, lengths } from './kinds.ts'
import type { FacetName, Facets, Search } from './library-schemas.ts'
import type { Term } from './schemas.ts'

/** How many exemplars have these facts in common; `misses` are the facets whose chosen values they have none of, as bits. */
interface Counted {
  readonly misses: number
  readonly count: number
}

export interface Counts {
  readonly facts: readonly (Counted & {
    readonly contentArea: string | null
    readonly gradeBand: string | null
    readonly length: string | null
  })[]
  readonly terms: readonly (Counted & { readonly id: TermId })[]
  readonly captions: readonly (Counted & { readonly language: string })[]
}

/** Every term that is to be counted or named: those that something has, and chosen ones, which somebody may want to drop. */
export async function findCountedTerms(
  db: Db,
  { organisationId }: Viewer,
  search: Search,
  counted: Counts['terms'],
): Promise<Term[]> {
  const chosen = [...(search.practice ?? []), ...(search.lookFor ?? []), ...(search.standard ?? [])]
  const ids = [...new Set([...counted.map(({ id }) => id), ...chosen])]
  if (ids.length === 0) return []
  return db
    .selectFrom('terms')
    .select(['id', 'kind', 'code', 'name'])
    .where('id', 'in', ids)
    .where('organisationId', '=', organisationId)
    .orderBy('kind')
    .orderBy('code')
    .orderBy('name')
    .execute()
}

/**
 * What each value would show: of those that all other facets let through, how many have it. Values that nothing has are
 * left out, save for chosen ones.
 */
export function countFacets(
  search: Search,
  { facts, terms, captions }: Counts,
  named: readonly Term[],
): Facets {
  const inOrder = <Value extends string>(
    facet: FacetName,
    values: readonly Value[],
    rows: readonly (Counted & { readonly value: string | null })[],
  ) => {
    const counts = sum(facet, rows)
    const picked: readonly string[] = search[facet] ?? []
    return values
      .filter((value) => counts.has(value) || picked.includes(value))
      .map((value) => ({ value, count: counts.get(value) ?? 0 }))
  }
  const ofKind = (facet: FacetName, kind: Term['kind']) => {
    const counts = sum(
      facet,
      terms.map(({ id, ...counted }) => ({ ...counted, value: id })),
    )
    const picked: readonly string[] = search[facet] ?? []
    return named
      .filter((term) => term.kind === kind && (counts.has(term.id) || picked.includes(term.id)))
      .map(({ id, code, name }) => ({ value: id, code, name, count: counts.get(id) ?? 0 }))
      .sort((a, b) => (a.code ?? '').localeCompare(b.code ?? '', 'en', { numeric: true }) || byCount(a, b))
  }
  const factsOf = (fact: 'contentArea' | 'gradeBand' | 'length') =>
    facts.map((row) => ({ ...row, value: row[fact] }))
  return {
    contentArea: inOrder('contentArea', contentAreas, factsOf('contentArea')),
    gradeBand: inOrder('gradeBand', gradeBands, factsOf('gradeBand')),
    practice: ofKind('practice', 'practice'),
    lookFor: ofKind('lookFor', 'look-for'),
    standard: ofKind('standard', 'standard'),
    length: inOrder('length', lengths, factsOf('length')),
    captions: inOrder(
      'captions',
      captionLanguages,
      captions.map(({ language, ...counted }) => ({ ...counted, value: language })),
    ),
  }
}

/** By value, how many there are that miss nothing, or this facet alone. */
function sum(
  facet: FacetName,
  rows: readonly (Counted & { readonly value: string | null })[],
): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { value, misses, count } of rows) {
    if (value === null || (misses & ~bitOf(facet)) !== 0) continue
    counts.set(value, (counts.get(value) ?? 0) + count)
  }
  return counts
}

interface Named {
  readonly name: string
  readonly count: number
}

const byCount = (a: Named, b: Named) => b.count - a.count || a.name.localeCompare(b.name)
