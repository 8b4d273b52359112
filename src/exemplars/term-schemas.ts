import { type Static, Type } from 'typebox'
import { PageQuery, page, words } from '../platform/http/schemas.ts'
import { IdSchema, type TermId } from '../platform/ids.ts'
import { termKinds } from './kinds.ts'
import { Term } from './schemas.ts'

export const TermParams = Type.Object({ termId: IdSchema<TermId>() })

export const TermQuery = Type.Object({
  kind: Type.Optional(Type.Enum(termKinds)),
  q: Type.Optional(
    Type.String({ maxLength: 100, description: 'How the code begins, or what is part of the name.' }),
  ),
  ...PageQuery,
})
export type TermQuery = Static<typeof TermQuery>
export const TermPage = page(Term)

const Name = words(300)

export const AddTerm = Type.Object(
  {
    kind: Type.Enum(termKinds),
    code: Type.Optional(words(60, 'Of a standard alone.')),
    name: Name,
  },
  { additionalProperties: false },
)
export type AddTerm = Static<typeof AddTerm>

export const ChangeTerm = Type.Object({ name: Type.Optional(Name) }, { additionalProperties: false })
export type ChangeTerm = Static<typeof ChangeTerm>

/** A file, sent as it is: `curl --data-binary @standards.csv`. */
export const StandardsFile = Type.Unsafe<Uint8Array>(
  Type.String({ format: 'binary', description: 'CSV in UTF-8, whose first row names `code` and `name`.' }),
)

const Count = Type.Integer({ minimum: 0 })
export const ImportedStandards = Type.Object({
  added: Count,
  changed: Type.Integer({ minimum: 0, description: 'Those of another name than before, and retired ones.' }),
  unchanged: Count,
})
export type ImportedStandards = Static<typeof ImportedStandards>
