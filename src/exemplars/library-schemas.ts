import { type Static, Type } from 'typebox'
import { captionLanguages } from '../captions/languages.ts'
import { nullable, PageQuery, words } from '../platform/http/schemas.ts'
import { IdSchema, type SavedSearchId, type TermId } from '../platform/ids.ts'
import { contentAreas, gradeBands, lengths } from './kinds.ts'
import { ShelfExemplar } from './schemas.ts'

const many = { maxItems: 50 } as const
const Terms = Type.Optional(Type.Array(IdSchema<TermId>(), many))

/** What is looked for: any of the values within one of these, and all of these together. */
const sought = {
  q: Type.Optional(
    Type.String({
      description: 'Words, a "phrase", or, and -without. Of a long text only the beginning counts.',
    }),
  ),
  contentArea: Type.Optional(Type.Array(Type.Enum(contentAreas), many)),
  gradeBand: Type.Optional(Type.Array(Type.Enum(gradeBands), many)),
  practice: Terms,
  lookFor: Terms,
  standard: Terms,
  length: Type.Optional(Type.Array(Type.Enum(lengths), many)),
  captions: Type.Optional(Type.Array(Type.Enum(captionLanguages), many)),
}

export const Search = Type.Object(sought, { additionalProperties: false })
export type Search = Static<typeof Search>

export const LibraryQuery = Type.Object({ ...sought, ...PageQuery })
export type LibraryQuery = Static<typeof LibraryQuery>

const count = Type.Integer({ minimum: 0 })
const counted = <Value extends string>(values: readonly Value[]) =>
  Type.Array(Type.Object({ value: Type.Enum(values), count }))
const CountedTerms = Type.Array(
  Type.Object({ value: IdSchema<TermId>(), code: nullable(Type.String()), name: Type.String(), count }),
)

/** How many more each value would bring, or leave: the values chosen in its own facet do not narrow it. */
export const Facets = Type.Object({
  contentArea: counted(contentAreas),
  gradeBand: counted(gradeBands),
  practice: CountedTerms,
  lookFor: CountedTerms,
  standard: CountedTerms,
  length: counted(lengths),
  captions: counted(captionLanguages),
})
export type Facets = Static<typeof Facets>
export type FacetName = keyof Facets

export const LibraryPage = Type.Object({
  items: Type.Array(ShelfExemplar),
  total: Type.Integer({ minimum: 0, description: 'On all pages together.' }),
  facets: Facets,
  next: nullable(Type.String()),
})
export type LibraryPage = Static<typeof LibraryPage>

const SearchName = words(120)
export const SavedSearch = Type.Object({
  id: IdSchema<SavedSearchId>(),
  name: Type.String(),
  query: Search,
})
export type SavedSearch = Static<typeof SavedSearch>
export const SavedSearches = Type.Object({ items: Type.Array(SavedSearch) })
export const SaveSearch = Type.Object({ name: SearchName, query: Search }, { additionalProperties: false })
export type SaveSearch = Static<typeof SaveSearch>
export const SavedSearchParams = Type.Object({ savedSearchId: IdSchema<SavedSearchId>() })
