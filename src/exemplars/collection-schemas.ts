import { type Static, Type } from 'typebox'
import { ClientKey, nullable, words } from '../platform/http/schemas.ts'
import { type CohortId, type CollectionId, type ExemplarId, IdSchema } from '../platform/ids.ts'
import { CohortRef, ShelfExemplar } from './schemas.ts'

export const CollectionParams = Type.Object({ collectionId: IdSchema<CollectionId>() })
export const CollectionItemParams = Type.Object({
  collectionId: IdSchema<CollectionId>(),
  exemplarId: IdSchema<ExemplarId>(),
})

export const ListedCollection = Type.Object({
  id: IdSchema<CollectionId>(),
  title: Type.String(),
  introduction: nullable(Type.String()),
  /** Null where it is the whole organisation's. */
  cohort: nullable(CohortRef),
  exemplars: Type.Integer({ minimum: 0, description: 'How many of them I see.' }),
  can: Type.Object({ change: Type.Boolean() }),
})
export type ListedCollection = Static<typeof ListedCollection>
export const CollectionList = Type.Object({ items: Type.Array(ListedCollection) })

export const Collection = Type.Object({
  ...ListedCollection.properties,
  items: Type.Array(ShelfExemplar, { description: 'In their order; those I see.' }),
})
export type Collection = Static<typeof Collection>

const Title = words(120)
const Introduction = Type.Optional(nullable(Type.String({ maxLength: 2_000 })))

export const CreateCollection = Type.Object(
  {
    title: Title,
    introduction: Introduction,
    cohortId: Type.Optional(
      nullable(
        Type.Unsafe<CohortId>(
          Type.String({ format: 'uuid', description: 'Left out: for the whole organisation.' }),
        ),
      ),
    ),
    clientKey: ClientKey,
  },
  { additionalProperties: false },
)
export type CreateCollection = Static<typeof CreateCollection>

export const ChangeCollection = Type.Object(
  { title: Type.Optional(Title), introduction: Introduction },
  { additionalProperties: false },
)
export type ChangeCollection = Static<typeof ChangeCollection>

/** How many exemplars a collection may hold. */
export const mostItems = 100

export const OrderCollection = Type.Object(
  {
    exemplarIds: Type.Array(IdSchema<ExemplarId>(), {
      maxItems: mostItems,
      uniqueItems: true,
      description: 'Those I see, in their order. What is left out stays in, behind them.',
    }),
  },
  { additionalProperties: false },
)
export const AddToCollection = Type.Object(
  { exemplarId: IdSchema<ExemplarId>() },
  { additionalProperties: false },
)
