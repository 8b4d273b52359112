import { randomUUID } from 'node:crypto'
import { request } from 'node:http'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { appendLedger } from '../../src/clips/append-ledger.ts'
import { addPerson } from '../../src/identity/add-person.ts'
import { appendAudit } from '../../src/identity/append-audit.ts'
import { erasePerson } from '../../src/my-data/erase-person.ts'
import { purgeClipsOfErased } from '../../src/my-data/purge-clips-of-erased.ts'
import { sweepExports } from '../../src/my-data/sweep-exports.ts'
import { chainStart, hashLink, personHashOf } from '../../src/platform/db/hash-chain.ts'
import { type ClipId, type HoldId, newId } from '../../src/platform/ids.ts'
import { listed } from '../platform/storage/bytes.ts'
import { type Person, password } from '../support/cast.ts'
import { clipOf, readyClipOf } from '../support/clips.ts'
import { askForExport, runExport } from '../support/exports.ts'
import { openStage, type Stage } from '../support/stage.ts'
import { patchTus, startTus } from '../support/tus.ts'
import { until } from '../support/until.ts'

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(() => stage.close())

const db = () => stage.platform.db
const deleteMe = (who: Person, more: object = {}) =>
  who.send('DELETE', '/api/v1/me', { body: { confirm: who.email, password, ...more } })
const say = async (who: Person, clipId: string, cohortId: string, body: string) =>
  (
    await who.post(`/api/v1/clips/${clipId}/threads`, {
      ...{ cohortId, kind: 'notice', body, startMs: 1000, clientKey: randomUUID() },
    })
  ).body
const answer = async (who: Person, threadId: string, body: string) =>
  (await who.post(`/api/v1/threads/${threadId}/comments`, { body, clientKey: randomUUID() })).body
const stateOf = async ({ viewer }: Person) =>
  (
    await db()
      .selectFrom('people')
      .select('state')
      .where('id', '=', viewer.personId)
      .executeTakeFirstOrThrow()
  ).state
const play = (clipId: ClipId, { viewer }: Person) =>
  db()
    .transaction()
    .execute((trx) => appendLedger(trx, { ...viewer, clipId, what: 'play', personId: viewer.personId }))
const hold = async (clipId: ClipId, by: Person) => {
  const id = newId<HoldId>()
  await db()
    .insertInto('legalHolds')
    .values({
      ...{ organisationId: by.viewer.organisationId, id, clipId, basis: 'a case' },
      placedBy: by.viewer.personId,
      liftedBy: null,
      liftedAt: null,
    })
    .execute()
  return id
}
const purged = async (clipId: string) =>
  (
    await db()
      .selectFrom('clipPurges')
      .select('why')
      .where('clipId', '=', clipId as ClipId)
      .execute()
  ).map(({ why }) => why)

/** Every text that stands anywhere in the database, with where: whatever tables there will be. */
async function everyText(): Promise<string> {
  const { rows } = await sql<{ tableName: string; columnName: string }>`
    select c.table_name, c.column_name from information_schema.columns c
    join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = 'public' and t.table_type = 'BASE TABLE'
      and c.data_type in ('text', 'character varying', 'character', 'json', 'jsonb', 'ARRAY', 'bytea')`.execute(
    db(),
  )
  expect(rows.length).toBeGreaterThan(80)
  const texts: string[] = []
  for (const { tableName, columnName } of rows) {
    const found = await sql<{ text: string }>`
      select ${sql.ref(columnName)}::text as text from ${sql.table(tableName)}
      where ${sql.ref(columnName)} is not null`.execute(db())
    texts.push(...found.rows.map(({ text }) => `${tableName}.${columnName}: ${text}`))
  }
  return texts.join('\n')
}

/** Throws where a chain does not follow from its own rows. */
async function verifyChain(table: 'ledger' | 'audit'): Promise<number> {
  const { rows } = await sql<Record<string, never>>`select * from ${sql.table(table)} order by seq`.execute(
    db(),
  )
  const last = new Map<string, Buffer>()
  for (const row of rows as unknown as {
    organisationId: string
    clipId?: string
    seq: number
    at: Date
    what: string
    cohortId?: string | null
    personId: string | null
    personSalt: Buffer | null
    personHash: Buffer | null
    detail: object | null
    previousHash: Buffer
    hash: Buffer
  }[]) {
    const chain = row.clipId ?? row.organisationId
    const before = last.get(chain) ?? chainStart
    expect(row.previousHash.equals(before)).toBe(true)
    const start = row.clipId ? [row.organisationId, row.clipId] : [row.organisationId]
    const fields = [
      ...start,
      row.seq,
      row.at.toISOString(),
      row.what,
      ...(row.clipId ? [row.cohortId ?? null] : []),
    ]
    expect(
      hashLink(before, { personHash: row.personHash, fields, detail: row.detail }).equals(row.hash),
    ).toBe(true)
    if (row.personId && row.personSalt) {
      expect(personHashOf(row.personId, row.personSalt).equals(row.personHash ?? Buffer.alloc(0))).toBe(true)
    }
    last.set(chain, row.hash)
  }
  return rows.length
}

describe('INV-34: whoever deletes their account', () => {
  test('leaves neither name nor address nor a word anywhere in the database', async () => {
    const { leslie, ana, liz, dana, maple } = stage.cast
    const { organisationId, personId } = leslie.viewer
    const own = await readyClipOf(stage.platform, leslie, { title: 'canary-title' })
    await leslie.post(`/api/v1/clips/${own}/grants`, { cohortId: maple })
    const anas = await readyClipOf(stage.platform, ana)
    await ana.post(`/api/v1/clips/${anas}/grants`, { cohortId: maple })
    const thread = await say(leslie, anas, maple, 'canary-opening')
    await answer(ana, thread.id, 'and why?')
    await answer(leslie, thread.id, 'canary-answer')
    await answer(leslie, (await say(ana, anas, maple, 'mine')).id, 'canary-reply')
    await play(anas, leslie)
    await play(own, ana)
    await leslie.post('/api/v1/tokens', { name: 'canary-token' })
    await leslie.patch(`/api/v1/clips/${own}`, { tried: 'canary-tried', question: 'canary-question' })
    for (const clipId of [own, anas]) {
      const until = new Date().toISOString()
      await leslie.send('PUT', `/api/v1/clips/${clipId}/reading`, { body: { until } })
    }
    await db()
      .insertInto('notes')
      .values({
        ...{ organisationId, id: newId(), clipId: anas, authorId: personId, startMs: 1, endMs: null },
        ...{ body: 'canary-note', clientKey: randomUUID(), editedAt: null },
      })
      .execute()
    await db()
      .insertInto('playbacks')
      .values({ organisationId, id: newId(), clipId: anas, personId, what: 'play', cutNo: 1 })
      .execute()
    const invited = {
      organisationId,
      cohortId: null,
      part: null,
      tokenHash: null,
      sentAt: null,
      revokedAt: null,
    }
    const later = new Date(Date.now() + 86_400_000)
    await db()
      .insertInto('invitations')
      .values([
        {
          ...{ ...invited, id: newId(), email: leslie.email, name: 'Leslie', words: null, expiresAt: later },
          ...{ invitedBy: dana.viewer.personId, acceptedAt: new Date(), acceptedBy: personId },
        },
        {
          ...{ ...invited, id: newId(), email: 'new@here.example', name: 'New', words: 'canary-invitation' },
          ...{ invitedBy: personId, acceptedAt: null, acceptedBy: null, expiresAt: later },
        },
      ])
      .execute()
    await db()
      .insertInto('clipPauses')
      .values({
        ...{
          organisationId,
          id: newId(),
          clipId: anas,
          reason: 'concern',
          kind: 'tone',
          words: 'canary-concern',
        },
        ...{ raisedBy: personId, actBy: null, resolvedBy: null, resolvedAt: null, resolution: null },
      })
      .execute()
    await db()
      .insertInto('evaluators')
      .values({ organisationId, evaluatorId: liz.viewer.personId, evaluateeId: personId, source: 'set' })
      .execute()
    await db()
      .insertInto('externalRefs')
      .values({
        organisationId,
        source: 'roster',
        kind: 'person',
        externalId: leslie.email,
        entityId: personId,
      })
      .execute()
    await db()
      .insertInto('signInLinks')
      .values({ id: newId(), email: leslie.email, tokenHash: null, expiresAt: later, usedAt: null })
      .execute()
    await leslie.send('POST', '/api/auth/sign-in/email', { body: { email: leslie.email, password } })
    await appendAudit(db(), leslie.viewer, 'did-something')
    const exportId = await askForExport(leslie)
    await runExport(stage.platform, exportId)

    const before = await everyText()
    const words = ['Leslie', leslie.email, 'canary-'].map((word) => word.toLowerCase())
    for (const word of words) expect(before.toLowerCase()).toContain(word)
    expect((await deleteMe(leslie, { words: 'remove' })).status).toBe(204)

    const after = await everyText()
    for (const word of words) {
      expect(after.split('\n').filter((line) => line.toLowerCase().includes(word))).toEqual([])
    }
    for (const table of ['ledger', 'audit', 'playbacks', 'readings'] as const) {
      const left = await db().selectFrom(table).select('personId').where('personId', '=', personId).execute()
      expect(left).toEqual([])
    }
    expect(await verifyChain('ledger')).toBeGreaterThan(3)
    expect(await verifyChain('audit')).toBe(1)
    expect(await purged(own)).toEqual(['account deleted'])
    await sweepExports(db(), stage.platform.store)
    expect(await listed(stage.platform.store.list('exports/'))).toEqual([])
  })

  test('can do nothing any more, by cookie or token, and signs in nowhere', async () => {
    const { leslie, nobody } = stage.cast
    const credentials = { body: { email: leslie.email, password } }
    const signedIn = await nobody.send('POST', '/api/auth/sign-in/email', credentials)
    const cookie = signedIn.headers
      .getSetCookie()
      .map((each) => each.split(';')[0])
      .join('; ')
    expect((await nobody.get('/api/v1/me', { cookie })).status).toBe(200)
    const deleted = await nobody.send('DELETE', '/api/v1/me', {
      body: { confirm: leslie.email.toUpperCase(), password },
      headers: { cookie },
    })
    expect(deleted.status).toBe(204)
    expect((await nobody.get('/api/v1/me', { cookie })).status).toBe(401)
    expect((await leslie.get('/api/v1/me')).status).toBe(401)
    expect((await nobody.send('POST', '/api/auth/sign-in/email', credentials)).body.code).toBe(
      'wrong-credentials',
    )
  })

  test('takes their clips from everybody at once, and leaves the cohort', async () => {
    const { leslie, ana, maple } = stage.cast
    const clipId = await readyClipOf(stage.platform, leslie)
    await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: maple })
    expect((await ana.get(`/api/v1/clips/${clipId}`)).status).toBe(200)
    await deleteMe(leslie)
    expect((await ana.get(`/api/v1/clips/${clipId}`)).status).toBe(404)
    const { body } = await ana.get('/api/v1/cohorts')
    expect(JSON.stringify(body)).not.toContain('Leslie')
    expect(JSON.stringify(body)).not.toContain('Former member')
  })

  test('INV-29: leaves words behind as a former member’s where the organisation keeps them, else only their place', async () => {
    const { leslie, ana, ben, liz, maple, oak } = stage.cast
    const clipId = await readyClipOf(stage.platform, ana)
    await ana.post(`/api/v1/clips/${clipId}/grants`, { cohortId: maple })
    await ana.post(`/api/v1/clips/${clipId}/grants`, { cohortId: oak })
    const place = `/api/v1/clips/${clipId}/threads`
    const said = async (id: string) =>
      (await ana.get(place)).body.items
        .find((thread: { id: string }) => thread.id === id)
        ?.comments.map((each: { author: { name: string }; body: string | null }) => [
          each.author.name,
          each.body,
        ])

    const kept = await say(leslie, clipId, maple, 'a kept word')
    await answer(ana, kept.id, 'indeed')
    await deleteMe(leslie, { words: 'keep' })
    expect(await said(kept.id)).toEqual([
      ['Former member', 'a kept word'],
      ['Ana', 'indeed'],
    ])

    const removed = await say(ben, clipId, oak, 'a removed word')
    await answer(ana, removed.id, 'why?')
    await deleteMe(ben, { words: 'remove' })
    expect(await said(removed.id)).toEqual([
      ['Former member', null],
      ['Ana', 'why?'],
    ])

    await db().updateTable('organisations').set({ keepsTalkOfLeavers: false }).execute()
    const other = await say(liz, clipId, maple, 'not kept here')
    await answer(ana, other.id, 'hm')
    await deleteMe(liz, { words: 'keep' })
    expect(await said(other.id)).toEqual([
      ['Former member', null],
      ['Ana', 'hm'],
    ])
  })

  test('stays who they are in another organisation', async () => {
    const { leslie, eve, nobody } = stage.cast
    const { organisationId } = eve.viewer
    const elsewhere = {
      organisationId,
      name: 'Leslie E.',
      email: leslie.email,
      roles: ['teacher'] as const,
      password,
    }
    const other = await addPerson(db(), elsewhere)
    expect((await deleteMe(leslie)).status).toBe(204)
    const signedIn = await nobody.send('POST', '/api/auth/sign-in/email', {
      body: { email: leslie.email, password },
    })
    expect(signedIn.status).toBe(200)
    const cookie = signedIn.headers
      .getSetCookie()
      .map((each) => each.split(';')[0])
      .join('; ')
    expect((await nobody.get('/api/v1/me', { cookie })).body).toMatchObject({ id: other, name: 'Leslie E.' })
  })

  test('may be a cohort’s last facilitator', async () => {
    const { liz, maple } = stage.cast
    expect((await deleteMe(liz)).status).toBe(204)
    const left = await db()
      .selectFrom('memberships')
      .select('part')
      .where('cohortId', '=', maple)
      .where('leftAt', 'is', null)
      .execute()
    expect(left).toEqual([{ part: 'participant' }, { part: 'participant' }])
  })
})

describe('deleting an account', () => {
  test('wants the address typed, and the password where there is one', async () => {
    const { leslie, ana } = stage.cast
    const codeOf = async (more: object) => {
      const { status, body } = await deleteMe(leslie, more)
      return [status, body.code]
    }
    expect(await codeOf({ confirm: 'leslie' })).toEqual([400, 'wrong-confirmation'])
    expect(await codeOf({ confirm: ana.email })).toEqual([400, 'wrong-confirmation'])
    expect(await codeOf({ password: undefined })).toEqual([400, 'password-needed'])
    expect(await codeOf({ password: 'not it' })).toEqual([403, 'wrong-password'])
    expect(await codeOf({ words: 'sell' })).toEqual([400, 'invalid'])
    expect(await codeOf({ personId: ana.viewer.personId })).toEqual([400, 'invalid'])
    expect((await leslie.delete('/api/v1/me')).status).toBe(400)
    expect(await stateOf(leslie)).toBe('active')
    await sql`update auth_accounts set password = null`.execute(db())
    expect((await deleteMe(leslie, { password: undefined })).status).toBe(204)
  })

  test('twice at once is once', async () => {
    const { leslie } = stage.cast
    const clipId = await readyClipOf(stage.platform, leslie)
    const answers = await Promise.all(Array.from({ length: 4 }, () => deleteMe(leslie)))
    // A latecomer is nobody any more.
    for (const { status } of answers) expect([204, 401]).toContain(status)
    expect(answers.map(({ status }) => status)).toContain(204)
    expect(await purged(clipId)).toEqual(['account deleted'])
    expect(await stateOf(leslie)).toBe('erased')
  })

  test('is refused to the last administrator; of two at once one stays', async () => {
    const { dana, ben } = stage.cast
    const last = await deleteMe(dana)
    expect([last.status, last.body.code]).toEqual([409, 'last-administrator'])
    const { organisationId, personId } = ben.viewer
    await db()
      .insertInto('roleGrants')
      .values({
        organisationId,
        personId,
        role: 'administrator',
        districtId: null,
        siteId: null,
        grantedBy: null,
      })
      .execute()
    const both = await Promise.all([deleteMe(dana), deleteMe(ben)])
    expect(both.map(({ status }) => status).toSorted()).toEqual([204, 409])
    expect([await stateOf(dana), await stateOf(ben)].toSorted()).toEqual(['active', 'erased'])
  })

  test('undoes all of it when anything fails', async () => {
    const { leslie } = stage.cast
    const clipId = await readyClipOf(stage.platform, leslie, { title: 'stays' })
    await sql`create function break_it() returns trigger language plpgsql as $$ begin raise 'broken'; end $$`.execute(
      db(),
    )
    await sql`create trigger break_it before delete on auth_users for each row execute function break_it()`.execute(
      db(),
    )
    const { log } = stage.platform
    log.level = 'silent'
    expect((await deleteMe(leslie)).status).toBe(500)
    log.level = 'error'
    expect((await leslie.get(`/api/v1/clips/${clipId}`)).body.title).toBe('stays')
    expect((await leslie.get('/api/v1/me')).body.name).toBe('Leslie')
    expect(await purged(clipId)).toEqual([])
  })

  test('gives up what is being uploaded: not a byte more is taken, and the clip goes too', async () => {
    const { leslie } = stage.cast
    const { location, clipId } = await startTus(leslie, 10)
    await patchTus(leslie, location, 0, Buffer.from('abc'))
    await deleteMe(leslie)
    expect((await patchTus(leslie, location, 3, Buffer.from('defghij'))).status).toBe(401)
    expect(await purged(clipId)).toEqual(['account deleted'])
    const jobs = await db()
      .selectFrom('outbox')
      .select('job')
      .where('job', '=', 'clips.clear-upload')
      .execute()
    expect(jobs).toHaveLength(1)
  })

  test('leaves nothing of a form whose last bytes come after it', async () => {
    const { leslie } = stage.cast
    const head = ['Content-Disposition: form-data; name="file"; filename="a.mp4"', 'Content-Type: video/mp4']
    const sending = request(`${stage.baseUrl}/api/v1/clips`, {
      method: 'POST',
      headers: { ...leslie.headers, 'content-type': 'multipart/form-data; boundary=b' },
    })
    const answered = new Promise<number | undefined>((resolve) =>
      sending.on('response', ({ statusCode }) => resolve(statusCode)),
    )
    sending.write(
      `--b\r\nContent-Disposition: form-data; name="title"\r\n\r\nA\r\n--b\r\n${head.join('\r\n')}\r\n\r\nhalf`,
    )
    const uploads = () => db().selectFrom('uploads').select(['id', 'clipId', 'abandonedAt']).execute()
    await until(async () => (await uploads()).length === 1)
    await deleteMe(leslie)
    const [upload] = await uploads()
    expect(upload?.abandonedAt).not.toBeNull()
    await stage.platform.storage.resumable.discard(upload?.id ?? '')
    sending.end('way\r\n--b--\r\n')
    expect(await answered).toBe(409)
    expect(await listed(stage.platform.store.list(''))).toEqual([])
    expect(await purged(upload?.clipId ?? '')).toEqual(['account deleted'])
  })

  test('at the same moment as uploads, talk, tokens and exports leaves none of them behind', async () => {
    const { leslie, ana, maple } = stage.cast
    const clipId = await readyClipOf(stage.platform, ana)
    await ana.post(`/api/v1/clips/${clipId}/grants`, { cohortId: maple })
    stage.platform.log.level = 'silent'
    const exportId = await askForExport(leslie)
    const making = runExport(stage.platform, exportId).catch(() => undefined)
    const busy = Array.from({ length: 6 }, (_, n) => [
      clipOf(stage.platform, leslie, { title: `canary-${n}` }).catch(() => undefined),
      say(leslie, clipId, maple, `canary-said-${n}`),
      leslie.post('/api/v1/tokens', { name: `canary-token-${n}` }),
      ...(n === 2 ? [deleteMe(leslie, { words: 'remove' })] : []),
    ]).flat()
    await Promise.all([...busy, making])
    stage.platform.log.level = 'error'
    expect(await stateOf(leslie)).toBe('erased')
    const left = (await everyText()).split('\n').filter((line) => /canary-|leslie/i.test(line))
    expect(left).toEqual([])
    const clips = await db()
      .selectFrom('clips')
      .leftJoin('clipPurges', 'clipPurges.clipId', 'clips.id')
      .select('clipPurges.why')
      .where('clips.ownerId', '=', leslie.viewer.personId)
      .execute()
    expect(clips.every(({ why }) => why === 'account deleted')).toBe(true)
    await sweepExports(db(), stage.platform.store)
    expect(await listed(stage.platform.store.list('exports/'))).toEqual([])
    expect(await verifyChain('ledger')).toBeGreaterThan(0)
  })

  test('lets a write that comes a moment too late wait, and refuses it', async () => {
    const { leslie, ana } = stage.cast
    const clipId = await readyClipOf(stage.platform, ana)
    let late: Promise<unknown> = Promise.resolve()
    await db()
      .transaction()
      .execute(async (trx) => {
        await erasePerson(trx, leslie.viewer.personId)
        late = play(clipId, leslie)
        late.catch(() => undefined)
        await until(async () => {
          const { rows } = await sql`
            select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(
            db(),
          )
          return rows.length > 0
        })
      })
    await expect(late).rejects.toThrow('this person was erased')
    expect(await verifyChain('ledger')).toBe(0)
  })

  test('INV-20: leaves a clip on hold its bytes, seen by nobody; it is destroyed once the hold is lifted', async () => {
    const { leslie, ana, dana, maple } = stage.cast
    const clipId = await readyClipOf(stage.platform, leslie, { title: 'held' })
    await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: maple })
    const holdId = await hold(clipId, dana)
    expect((await deleteMe(leslie)).status).toBe(204)
    expect((await ana.get(`/api/v1/clips/${clipId}`)).status).toBe(404)
    expect((await dana.get(`/api/v1/clips/${clipId}`)).status).toBe(404)
    expect(await purgeClipsOfErased(db())).toBe(0)
    expect(await purged(clipId)).toEqual([])
    await db().updateTable('legalHolds').set({ liftedAt: new Date() }).where('id', '=', holdId).execute()
    expect(await purgeClipsOfErased(db())).toBe(1)
    expect(await purgeClipsOfErased(db())).toBe(0)
    expect(await purged(clipId)).toEqual(['account deleted'])
    expect(await everyText()).not.toContain('held')
    expect(await verifyChain('ledger')).toBeGreaterThan(1)
  })
})

describe('an administrator', () => {
  const erasureOf = (who: Person) => `/api/v1/administration/people/${who.viewer.personId}/erasure`
  const depart = ({ viewer }: Person) =>
    db().updateTable('people').set({ state: 'departed' }).where('id', '=', viewer.personId).execute()

  test('erases somebody who left, and the audit says so; twice is once', async () => {
    const { leslie, dana } = stage.cast
    const clipId = await readyClipOf(stage.platform, leslie, { title: 'canary' })
    const early = await dana.put(erasureOf(leslie))
    expect([early.status, early.body.code]).toEqual([409, 'not-departed'])
    await depart(leslie)
    expect((await dana.put(erasureOf(leslie))).status).toBe(204)
    expect((await dana.put(erasureOf(leslie))).status).toBe(204)
    expect(await purged(clipId)).toEqual(['account deleted'])
    expect(await everyText()).not.toMatch(/Leslie|leslie@|canary/)
    const audit = await db().selectFrom('audit').select(['what', 'personId', 'detail']).execute()
    expect(audit).toEqual([
      { what: 'erase-person', personId: dana.viewer.personId, detail: { personId: leslie.viewer.personId } },
    ])
  })

  test('reaches nobody of another organisation, and nobody else may', async () => {
    const { leslie, ana, dana, eve } = stage.cast
    await depart(leslie)
    await depart(eve)
    expect((await ana.put(erasureOf(leslie))).status).toBe(403)
    const random = await dana.put(`/api/v1/administration/people/${randomUUID()}/erasure`)
    const foreign = await dana.put(erasureOf(eve))
    expect(foreign.status).toBe(404)
    expect(foreign.body).toEqual({ ...random.body, instance: foreign.body.instance })
    expect(await stateOf(eve)).toBe('departed')
  })
})
