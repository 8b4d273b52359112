import type { FacetName, Search } from '../../../src/exemplars/library-schemas.ts'
import { captionLanguages } from '../captions/caption-languages.ts'
import { areaWords, bandWords, lengthWords } from './exemplar-words.ts'

export const facetNames = [
  ...(['contentArea', 'gradeBand', 'practice', 'lookFor', 'standard'] as const),
  ...(['length', 'captions'] as const),
] as const satisfies readonly FacetName[]

/** What somebody looks for: words, and the values they chose, by facet. The address of the library says it. */
export interface Asked {
  readonly q: string
  readonly chosen: Readonly<Record<FacetName, readonly string[]>>
}

export interface Choice {
  readonly facet: FacetName
  readonly value: string
}

const isId = (value: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value)

const makesSense: Readonly<Record<FacetName, (value: string) => boolean>> = {
  contentArea: (value) => Object.hasOwn(areaWords, value),
  gradeBand: (value) => Object.hasOwn(bandWords, value),
  practice: isId,
  lookFor: isId,
  standard: isId,
  length: (value) => Object.hasOwn(lengthWords, value),
  captions: (value) => captionLanguages.some((language) => language === value),
}

/** As long as the server lets words be. */
export const longestWords = 200

const byFacet = <Value>(of: (facet: FacetName) => Value): Record<FacetName, Value> => ({
  contentArea: of('contentArea'),
  gradeBand: of('gradeBand'),
  practice: of('practice'),
  lookFor: of('lookFor'),
  standard: of('standard'),
  length: of('length'),
  captions: of('captions'),
})

const asked = (q: string, valuesOf: (facet: FacetName) => readonly string[]): Asked => ({
  q: q.trim().slice(0, longestWords),
  chosen: byFacet((facet) => [...new Set(valuesOf(facet))].filter(makesSense[facet])),
})

/** Reads what an address asks for. What makes no sense is as if it were not there, and twice is once. */
export function readAsked(address: string): Asked {
  const query = new URL(address, 'http://here').searchParams
  return asked(query.get('q') ?? '', (facet) => query.getAll(facet))
}

/** What a search that was kept asks for. */
export const askedIn = (search: Search): Asked => asked(search.q ?? '', (facet) => search[facet] ?? [])

/** The same, to be kept: nothing stands in it that was not asked for. */
export const searchOf = ({ q, chosen }: Asked): object => ({
  ...(q !== '' && { q }),
  ...Object.fromEntries(Object.entries(chosen).filter(([, values]) => values.length > 0)),
})

/** The same, as the library's address and the API take it: always in the same order. */
export function queryOf({ q, chosen }: Asked): string {
  const query = new URLSearchParams(q === '' ? {} : { q })
  for (const facet of facetNames) for (const value of chosen[facet]) query.append(facet, value)
  return query.toString()
}

export const libraryAddress = (asked: Asked): string => {
  const query = queryOf(asked)
  return query === '' ? '/exemplars' : `/exemplars?${query}`
}

export const nothingAsked: Asked = askedIn({})

/** What was chosen, in the order of the facets. */
export const choicesOf = ({ chosen }: Asked): Choice[] =>
  facetNames.flatMap((facet) => chosen[facet].map((value) => ({ facet, value })))

export const isAsking = (asked: Asked): boolean => asked.q !== '' || choicesOf(asked).length > 0

/** With that value where it was not chosen, and without it where it was. */
export function toggled(asked: Asked, { facet, value }: Choice): Asked {
  const before = asked.chosen[facet]
  const after = before.includes(value) ? before.filter((each) => each !== value) : [...before, value]
  return { ...asked, chosen: { ...asked.chosen, [facet]: after } }
}
