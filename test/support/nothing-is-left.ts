import { readdir } from 'node:fs/promises'
import { expect } from 'vitest'
import { sweepObjects } from '../../src/clips/sweep-objects.ts'
import { listed } from '../platform/storage/bytes.ts'
import type { Stage } from './stage.ts'
import { until } from './until.ts'

/** The store holds what rows stand for, after a sweep for which all is old, and there is no work in progress. */
export async function nothingIsLeft({ platform: { db, store }, folder }: Stage): Promise<void> {
  await sweepObjects(db, store, { unsettledHours: 0, retiredHours: 0 })
  const keys = await Promise.all(
    (['renditions', 'stills', 'recordings'] as const).map((table) =>
      db.selectFrom(table).select('objectKey').execute(),
    ),
  )
  expect((await listed(store.list(''))).map(({ key }) => key).toSorted()).toEqual(
    keys
      .flat()
      .map(({ objectKey }) => objectKey)
      .toSorted(),
  )
  await store.removeLeftovers(0)
  for (const name of await readdir(`${folder}/scratch`)) {
    await until(async () => (await readdir(`${folder}/scratch/${name}`)).length === 0)
  }
}
