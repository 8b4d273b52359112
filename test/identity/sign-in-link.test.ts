import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addPerson } from '../../src/identity/add-person.ts'
import { createOrganisation } from '../../src/identity/create-organisation.ts'
import { makeSignInLink } from '../../src/identity/make-sign-in-link.ts'
import { newId, type OrganisationId, type PersonId, type SignInLinkId } from '../../src/platform/ids.ts'
import { password } from '../support/cast.ts'
import { mailedSecret, mailsTo } from '../support/mails.ts'
import { Browser, signedIn } from '../support/sign-in.ts'
import { openStage, type Stage } from '../support/stage.ts'
import { startWorker } from '../support/worker.ts'

let stage: Stage
let worker: Awaited<ReturnType<typeof startWorker>>
beforeAll(async () => {
  stage = await openStage()
  worker = await startWorker(stage)
})
afterAll(async () => {
  await worker.stop()
  await stage.close()
})

const ask = (email: string) => stage.cast.nobody.post('/api/auth/sign-in/link', { email })
const use = (browser: Browser, token: string) => browser.send('POST', '/api/auth/sign-in/link/use', { token })
const me = async (browser: Browser) => (await browser.caller.get('/api/v1/me')).body

/** Somebody a roster brought: with a mailbox, and nothing to sign in with yet. */
async function invited(name: string, email: string, organisationId?: OrganisationId): Promise<PersonId> {
  const id = newId<PersonId>()
  await stage.platform.db
    .insertInto('people')
    .values({
      organisationId: organisationId ?? stage.cast.ana.viewer.organisationId,
      ...{ id, name, email, siteId: null, signInId: null },
    })
    .execute()
  return id
}

/** The secret of a link that was just mailed there. */
async function linkTo(mailbox: string): Promise<string> {
  const { length } = await mailsTo(stage, mailbox)
  await ask(mailbox)
  return mailedSecret(stage, mailbox, length + 1)
}

describe('a link by mail', () => {
  test('signs in who was never here before, in words of both languages, once', async () => {
    const id = await invited('Mia', 'Mia@here.example')
    expect((await ask('MIA@here.example')).status).toBe(202)
    const secret = await mailedSecret(stage, 'mia@here.example')
    const [mail = ''] = await mailsTo(stage, 'mia@here.example')
    expect(mail).toMatch(/once, within 15 minutes/)
    expect(mail).toMatch(/una sola vez/)
    const browser = new Browser(stage.baseUrl)
    const { status, body } = await use(browser, secret)
    expect([status, body]).toEqual([200, { signedIn: true }])
    expect(await me(browser)).toMatchObject({ id, name: 'Mia' })

    const again = await use(new Browser(stage.baseUrl), secret)
    expect([again.status, again.body.code, again.headers.getSetCookie()]).toEqual([404, 'link-ended', []])
    const rows = await stage.platform.db.selectFrom('signInLinks').selectAll().execute()
    const outbox = await stage.platform.db.selectFrom('outbox').selectAll().execute()
    expect(JSON.stringify([rows, outbox])).not.toContain(secret)
  })

  test('used by several at once signs in one of them', async () => {
    const secret = await linkTo('ben@here.example')
    const browsers = Array.from({ length: 8 }, () => new Browser(stage.baseUrl))
    const answers = await Promise.all(browsers.map((browser) => use(browser, secret)))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, ...Array(7).fill(404)])
  })

  test('that is guessed, too old, or of a mail that a newer one replaced, opens nothing', async () => {
    const browser = new Browser(stage.baseUrl)
    for (const token of ['signin_guessed', `signin_${'A'.repeat(43)}`, "' or true --", '%00']) {
      expect((await use(browser, token)).status).toBe(404)
    }
    const { db } = stage.platform
    const old = await linkTo('liz@here.example')
    await db
      .updateTable('signInLinks')
      .set({ expiresAt: new Date(Date.now() - 1) })
      .where('email', '=', 'liz@here.example')
      .execute()
    expect((await use(browser, old)).status).toBe(404)
    const first = await linkTo('liz@here.example')
    const { id } = await db
      .selectFrom('signInLinks')
      .select('id')
      .where('email', '=', 'liz@here.example')
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow()
    const second = await makeSignInLink(db, id)
    expect((await use(browser, first)).status).toBe(404)
    expect((await use(browser, second?.secret ?? '')).status).toBe(200)
    // And who would make a further one of it is told that there is none to make.
    expect(await makeSignInLink(db, id)).toBeUndefined()
    expect(await makeSignInLink(db, newId<SignInLinkId>())).toBeUndefined()
  })

  test('says nothing about who is here: same answer, same rows, and mail only to who is active', async () => {
    const gone = await invited('Gus', 'gus@here.example')
    const { db } = stage.platform
    await db.updateTable('people').set({ state: 'departed' }).where('id', '=', gone).execute()
    const known = await ask('eve@there.example')
    const unknown = await ask('stranger@here.example')
    const departed = await ask('gus@here.example')
    for (const answer of [unknown, departed]) {
      expect([answer.status, answer.body]).toEqual([known.status, known.body])
    }
    const kept = await db
      .selectFrom('signInLinks')
      .select('email')
      .where('email', 'in', ['eve@there.example', 'stranger@here.example', 'gus@here.example'])
      .execute()
    expect(kept).toHaveLength(3)
    await mailedSecret(stage, 'eve@there.example')
    for (const email of ['stranger@here.example', 'gus@here.example']) {
      const { id } = await db
        .selectFrom('signInLinks')
        .select('id')
        .where('email', '=', email)
        .executeTakeFirstOrThrow()
      expect(await makeSignInLink(db, id)).toBeUndefined()
      expect(await mailsTo(stage, email)).toEqual([])
    }
  })

  test('is mailed to one mailbox five times in a quarter of an hour, however many ask at once', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => ask('leslie@here.example')))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]))
    const rows = await stage.platform.db
      .selectFrom('signInLinks')
      .select('id')
      .where('email', '=', 'leslie@here.example')
      .execute()
    expect(rows).toHaveLength(5)
  })

  test('of somebody who left in the meantime opens nothing, and makes them no sign-in', async () => {
    const id = await invited('Ida', 'ida@here.example')
    const secret = await linkTo('ida@here.example')
    const { db } = stage.platform
    await db.updateTable('people').set({ state: 'departed' }).where('id', '=', id).execute()
    expect((await use(new Browser(stage.baseUrl), secret)).status).toBe(404)
    const ida = await db.selectFrom('people').select('signInId').where('id', '=', id).executeTakeFirst()
    expect(ida?.signInId).toBeNull()
  })

  test('ends the password of whoever made a sign-in for a mailbox that was never shown to be theirs', async () => {
    const { db } = stage.platform
    const elsewhere = await createOrganisation(db, 'Mallory’s')
    await addPerson(db, {
      organisationId: elsewhere,
      name: 'Mallory',
      email: 'nora@here.example',
      roles: ['administrator'],
      password,
    })
    const mallory = await signedIn(stage, 'nora@here.example')
    const nora = await invited('Nora', 'nora@here.example')

    const browser = new Browser(stage.baseUrl)
    expect((await use(browser, await linkTo('nora@here.example'))).status).toBe(200)
    expect((await browser.caller.get('/api/v1/sign-ins/choices')).body.items).toContainEqual(
      expect.objectContaining({ personId: nora }),
    )
    expect((await mallory.caller.get('/api/v1/me')).status).toBe(401)
    await expect(signedIn(stage, 'nora@here.example')).rejects.toThrow('wrong-credentials')
  })

  test('opens no sign-in under another address, though an administrator put this one in its place', async () => {
    const { db } = stage.platform
    const { ana } = stage.cast
    await db
      .updateTable('people')
      .set({ email: 'mallory@here.example' })
      .where('id', '=', ana.viewer.personId)
      .execute()
    const secret = await linkTo('mallory@here.example')
    expect((await use(new Browser(stage.baseUrl), secret)).status).toBe(404)
    await db.updateTable('people').set({ email: ana.email }).where('id', '=', ana.viewer.personId).execute()
  })
})
