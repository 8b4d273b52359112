import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { offerFurtherSetUp } from '../../src/identity/offer-further-set-up.ts'
import { offerSetUp } from '../../src/identity/offer-set-up.ts'
import { proveMailbox } from '../../src/identity/prove-mailbox.ts'
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

describe('a further organisation', () => {
  test('is made with its own link, once, beside those there are', async () => {
    const secret = await offerFurtherSetUp(db)
    await setUp(db, { ...first(secret, 'Oak County'), email: 'omar@oak.example' })
    await expect(setUp(db, first(secret, 'Oak County'))).rejects.toMatchObject({ status: 404 })
    const names = await db.selectFrom('organisations').select('name').orderBy('id').execute()
    expect(names.at(-1)).toEqual({ name: 'Oak County' })
  })

  test('takes a sign-in that exists only with its password, or once its mailbox was shown to be somebody’s', async () => {
    const secret = await offerFurtherSetUp(db)
    // Omar signed in as nobody but himself; whether the address is his, nobody ever saw.
    const taken = { ...first(secret, 'Elm County'), email: 'Omar@oak.example', password: 'another password' }
    await expect(setUp(db, taken)).rejects.toMatchObject({ status: 409, code: 'mailbox-unproven' })
    await setUp(db, { ...taken, password: first('').password })
    const omars = await db
      .selectFrom('people')
      .select('signInId')
      .where('email', '=', 'omar@oak.example')
      .execute()
    expect(new Set(omars.map(({ signInId }) => signInId)).size).toBe(1)

    const next = await offerFurtherSetUp(db)
    await db.transaction().execute((trx) => proveMailbox(trx, 'omar@oak.example'))
    await setUp(db, { ...taken, token: next, organisation: 'Ash County' })
  })
})
