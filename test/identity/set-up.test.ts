import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { offerSetUp } from '../../src/identity/offer-set-up.ts'
import { setUp } from '../../src/identity/set-up.ts'
import { openDb, openPool } from '../../src/platform/db/connect.ts'
import type { Db } from '../../src/platform/db/schema.ts'
import { freshDatabase } from '../support/fresh-database.ts'

let db: Db
beforeAll(async () => {
  db = openDb(openPool(await freshDatabase(), () => undefined))
})
afterAll(() => db.destroy())

const first = (token: string, organisation = 'Maple County') => ({
  ...{ token, organisation, name: 'Dana', email: 'Dana@Maple.example', password: 'a long enough one' },
})

describe('the first organisation', () => {
  test('is made with the secret that was offered last, once, whoever else tries', async () => {
    const older = await offerSetUp(db)
    const secret = (await offerSetUp(db)) ?? ''
    await expect(setUp(db, first(older ?? ''))).rejects.toMatchObject({ status: 404 })
    await expect(setUp(db, first('setup_guessed'))).rejects.toMatchObject({ status: 404 })

    const tries = await Promise.allSettled(
      Array.from({ length: 5 }, (_, n) => setUp(db, first(secret, `Organisation ${n}`))),
    )
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const organisations = await db.selectFrom('organisations').selectAll().execute()
    expect(organisations).toHaveLength(1)
    const people = await db
      .selectFrom('people')
      .innerJoin('roleGrants', 'roleGrants.personId', 'people.id')
      .select(['people.name', 'people.email', 'roleGrants.role'])
      .execute()
    expect(people).toEqual([{ name: 'Dana', email: 'dana@maple.example', role: 'administrator' }])
    expect(await offerSetUp(db)).toBeUndefined()
  })
})
