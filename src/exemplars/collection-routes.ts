import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Platform } from '../platform/platform.ts'
import { addToCollection } from './add-to-collection.ts'
import { changeCollection } from './change-collection.ts'
import {
  AddToCollection,
  ChangeCollection,
  Collection,
  CollectionItemParams,
  CollectionList,
  CollectionParams,
  CreateCollection,
  OrderCollection,
} from './collection-schemas.ts'
import { createCollection } from './create-collection.ts'
import { orderCollection } from './order-collection.ts'
import { removeFromCollection } from './remove-from-collection.ts'
import { retireCollection } from './retire-collection.ts'
import { showCollection, showCollections } from './show-collections.ts'

export const collectionRoutes: FastifyPluginAsyncTypebox<{ platform: Platform }> = async (
  app,
  { platform },
) => {
  const { db } = platform
  const config = { access: 'signed-in' } as const
  const tags = ['exemplars']
  const params = CollectionParams
  const response = { 200: Collection }

  app.get(
    '/collections',
    {
      config,
      schema: {
        ...{ tags, summary: 'Collections of exemplars, of the organisation and of my cohorts' },
        response: { 200: CollectionList },
      },
    },
    ({ viewer }) => showCollections(db, viewer),
  )
  app.post(
    '/collections',
    {
      config,
      schema: {
        ...{ tags, summary: 'Begin a collection' },
        ...{ body: CreateCollection, response: { 201: Collection } },
      },
    },
    async ({ viewer, body }, reply) => reply.code(201).send(await createCollection(db, viewer, body)),
  )
  app.get(
    '/collections/:collectionId',
    { config, schema: { tags, summary: 'A collection, with the exemplars that I see', params, response } },
    ({ viewer, params }) => showCollection(db, viewer, params.collectionId),
  )
  app.patch(
    '/collections/:collectionId',
    {
      config,
      schema: { tags, summary: 'Change what a collection says', params, body: ChangeCollection, response },
    },
    ({ viewer, params, body }) => changeCollection(db, viewer, params.collectionId, body),
  )
  app.delete(
    '/collections/:collectionId',
    { config, schema: { tags, summary: 'Put a collection away', params, response: { 204: Type.Null() } } },
    async ({ viewer, params }, reply) => {
      await retireCollection(db, viewer, params.collectionId)
      return reply.code(204).send(null)
    },
  )
  app.put(
    '/collections/:collectionId/items',
    {
      config,
      schema: { tags, summary: 'Put its exemplars in an order', params, body: OrderCollection, response },
    },
    ({ viewer, params, body }) => orderCollection(db, viewer, params.collectionId, body.exemplarIds),
  )
  app.post(
    '/collections/:collectionId/items',
    {
      config,
      schema: { tags, summary: 'Put an exemplar in, at the end', params, body: AddToCollection, response },
    },
    ({ viewer, params, body }) => addToCollection(db, viewer, params.collectionId, body.exemplarId),
  )
  app.delete(
    '/collections/:collectionId/items/:exemplarId',
    {
      config,
      schema: { tags, summary: 'Take an exemplar out', params: CollectionItemParams, response },
    },
    ({ viewer, params }) => removeFromCollection(db, viewer, params.collectionId, params.exemplarId),
  )
}
