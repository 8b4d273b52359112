import { useQueryClient } from '@tanstack/preact-query'
import { useRef, useState } from 'preact/hooks'
import type { Collection } from '../../../src/exemplars/collection-schemas.ts'
import type { ShelfExemplar } from '../../../src/exemplars/schemas.ts'
import { call } from '../api/call.ts'
import { t } from '../messages/messages.ts'
import { say, sayAloud } from '../parts/status.tsx'
import { collectionPath, collectionQuery, collectionsChanged } from './exemplar-queries.ts'
import { inOrderOf, moved } from './moves.ts'

/**
 * What can be done to the order and the contents of a collection. It is seen at once, and sent one after another; what is
 * refused comes back as it was.
 */
export function useArranging(collection: Collection) {
  const client = useQueryClient()
  const [refusal, setRefusal] = useState<unknown>()
  const path = `${collectionPath(collection.id)}/items`
  const { queryKey } = collectionQuery(collection.id)
  const line = useRef<{ last: Promise<void>; length: number; order?: readonly string[] | undefined }>({
    last: Promise.resolve(),
    length: 0,
  })
  const look = () => client.getQueryData<Collection>(queryKey) ?? collection
  const show = (items: ShelfExemplar[]) => {
    // What is on its way here is from before.
    void client.cancelQueries({ queryKey })
    client.setQueryData<Collection>(queryKey, { ...look(), items })
  }
  const send = (does: () => Promise<unknown>) => {
    const { current } = line
    current.length += 1
    setRefusal(undefined)
    current.last = current.last.then(does).then(
      () => {},
      (error) => setRefusal(error),
    )
    current.last = current.last.then(() => {
      current.length -= 1
      if (current.length === 0) void collectionsChanged(client)
    })
  }

  return {
    items: collection.items,
    refusal,
    move: ({ id, title }: ShelfExemplar, by: -1 | 1) => {
      const { items } = look()
      const before = items.map((item) => item.id)
      const order = moved(before, id, by)
      if (order === before) return
      show(inOrderOf(items, order))
      line.current.order = order
      sayAloud(t('arrange.moved', { title, place: order.indexOf(id) + 1, count: order.length }))
      send(async () => {
        // Who moves on meanwhile sends the last order alone.
        const exemplarIds = line.current.order
        line.current.order = undefined
        if (exemplarIds) await call(path, { method: 'PUT', body: { exemplarIds } })
      })
    },
    remove: ({ id, title }: ShelfExemplar) => {
      show(look().items.filter((item) => item.id !== id))
      line.current.order = line.current.order?.filter((each) => each !== id)
      say(t('arrange.removed', { title }))
      send(() => call(`${path}/${id}`, { method: 'DELETE' }))
    },
    add: async ({ id, title }: ShelfExemplar) => {
      await call(path, { method: 'POST', body: { exemplarId: id } })
      await collectionsChanged(client)
      say(t('arrange.added', { title }))
    },
  }
}
