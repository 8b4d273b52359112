import { randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ClipId } from '../../src/platform/ids.ts'
import { mailPause } from '../../workers/mail-pause.ts'
import { holderOf } from '../retention/officer.ts'
import type { Person } from '../support/cast.ts'
import { readyClipOf } from '../support/clips.ts'
import { openStage, type Stage } from '../support/stage.ts'

let stage: Stage
let officer: Person
let clipId: ClipId
let url: string
beforeAll(async () => {
  stage = await openStage()
  officer = await holderOf(stage, 'privacy officer')
})
afterAll(() => stage.close())
/** A clip of Leslie’s that Ana and Liz see. */
beforeEach(async () => {
  const { leslie, maple } = stage.cast
  clipId = await readyClipOf(stage.platform, leslie, { title: 'Canary title' })
  url = `/api/v1/clips/${clipId}`
  await leslie.post(`${url}/grants`, { cohortId: maple })
})

const plays = async (who: Person) =>
  (await Promise.all([who.get(url), who.get(`${url}/playback`)])).map(({ status }) => status).join(' ')
const rows = async () =>
  (
    await stage.platform.db
      .selectFrom('ledger')
      .select(['what', 'personId', 'detail'])
      .where('clipId', '=', clipId)
      .where('what', 'not in', ['share', 'play'])
      .orderBy('seq')
      .execute()
  ).map(({ what, personId, detail }) => ({ what, personId, ...(detail as object) }))
const audited = async (what: string) =>
  (
    await stage.platform.db
      .selectFrom('audit')
      .select(['personId', 'detail'])
      .where('what', '=', what)
      .where('organisationId', '=', stage.cast.leslie.viewer.organisationId)
      .execute()
  ).filter(({ detail }) => (detail as { clipId?: string } | null)?.clipId === clipId)
const idOf = ({ viewer }: Person) => viewer.personId
const settle = (who: Person, pauseId: string, resolution: string) =>
  who.send('PUT', `/api/v1/privacy/pauses/${pauseId}/resolution`, { body: { resolution } })
const settleOwn = (who: Person, pauseId: string, resolution: string) =>
  who.send('PUT', `${url}/pauses/${pauseId}/resolution`, { body: { resolution } })
const cut = async (cutNo: number) => {
  const { organisationId, personId } = stage.cast.leslie.viewer
  await stage.platform.db
    .insertInto('cuts')
    .values({ organisationId, clipId, cutNo, inMs: 0, outMs: 1000, madeBy: personId })
    .execute()
}

describe('a concern', () => {
  test('about a clip of a privacy officer’s own is settled by another one', async () => {
    const { ana, maple } = stage.cast
    const { db } = stage.platform
    const teaches = await holderOf(stage, 'privacy officer')
    const { organisationId, personId } = teaches.viewer
    try {
      await db
        .insertInto('memberships')
        .values({ organisationId, personId, cohortId: maple, part: 'participant' })
        .execute()
      const own = await readyClipOf(stage.platform, teaches)
      await teaches.post(`/api/v1/clips/${own}/grants`, { cohortId: maple })
      const { body } = await ana.post(`/api/v1/clips/${own}/concerns`, { kind: 'safety' })
      for (const resolution of ['kept', 'withdrawn']) {
        expect((await settle(teaches, body.id, resolution)).status).toBe(403)
      }
      expect((await ana.get(`/api/v1/clips/${own}/playback`)).body.code).toBe('paused')
      expect((await settle(officer, body.id, 'kept')).status).toBe(204)
    } finally {
      // The other tests count whom a mail goes to.
      await db.deleteFrom('roleGrants').where('personId', '=', personId).execute()
      await db.deleteFrom('memberships').where('personId', '=', personId).execute()
    }
  })

  test('pauses the clip for all but its owner at once, until a privacy officer says that it may be kept', async () => {
    const { leslie, ana, liz } = stage.cast
    const { status, body } = await ana.post(`${url}/concerns`, { kind: 'safety', words: 'Canary words' })
    expect(status).toBe(201)
    expect([await plays(ana), await plays(liz)]).toEqual(['200 409', '200 409'])
    expect(await plays(leslie)).toBe('200 200')
    expect((await liz.get(url)).body).toMatchObject({ state: 'paused', posterUrl: null })
    for (const twice of [1, 2])
      expect([twice, (await settle(officer, body.id, 'kept')).status]).toEqual([twice, 204])
    expect([await plays(ana), await plays(liz)]).toEqual(['200 200', '200 200'])
    expect(await rows()).toEqual([
      { what: 'pause', personId: null, pauseId: body.id, reason: 'concern', kind: 'safety' },
      { what: 'resume', personId: idOf(officer), pauseId: body.id, resolution: 'kept' },
    ])
    expect(await audited('settle-pause')).toHaveLength(1)
    expect((await settle(officer, body.id, 'withdrawn')).body.code).toBe('settled')
  })

  test('does not tell the owner who raised it, nor their words; its raiser is told of it', async () => {
    const { leslie, ana, liz } = stage.cast
    const { body } = await ana.post(`${url}/concerns`, { kind: 'tone', words: ' Canary words ' })
    const told = await leslie.get(`${url}/pauses`)
    expect(told.body.items).toMatchObject([
      { id: body.id, reason: 'concern', kind: 'tone', words: null, isMine: false, actBy: null },
    ])
    const answers = [told, await leslie.get(url), await leslie.get(`${url}/audience`)]
    for (const { body: answer } of answers.slice(0, 2)) {
      expect(JSON.stringify(answer)).not.toContain(idOf(ana))
      expect(JSON.stringify(answer)).not.toContain('Canary words')
    }
    expect((await ana.get(`${url}/pauses`)).body.items).toMatchObject([
      { id: body.id, words: 'Canary words', isMine: true },
    ])
    expect((await liz.get(`${url}/pauses`)).body).toEqual({ items: [], next: null })
  })

  test('is raised by who sees the clip, and settled by nobody who merely sees or owns it', async () => {
    const { leslie, ana, liz, ben, dana, eve } = stage.cast
    for (const who of [ben, dana, eve, officer]) {
      expect((await who.post(`${url}/concerns`, { kind: 'other' })).status).toBe(404)
      expect((await who.get(`${url}/pauses`)).status).toBe(404)
    }
    for (const bad of [
      {},
      { kind: 'guardian' },
      { kind: 'tone', words: 'x'.repeat(2001) },
      { kind: 'tone', raisedBy: idOf(liz) },
    ])
      expect((await ana.post(`${url}/concerns`, bad)).status).toBe(400)
    const { body } = await ana.post(`${url}/concerns`, { kind: 'other' })
    expect((await settleOwn(leslie, body.id, 'withdrawn')).status).toBe(403)
    expect((await settleOwn(liz, body.id, 'withdrawn')).status).toBe(403)
    for (const who of [leslie, ana, liz, dana]) expect((await settle(who, body.id, 'kept')).status).toBe(403)
    const elsewhere = await holderOf(stage, 'privacy officer', eve.viewer.organisationId)
    expect((await settle(elsewhere, body.id, 'kept')).status).toBe(404)
    expect((await settle(officer, randomUUID(), 'kept')).status).toBe(404)
    expect(await plays(liz)).toBe('200 409')
  })

  test('said twice is one, and two people’s are two: the clip waits for both', async () => {
    const { ana, liz } = stage.cast
    const said = await Promise.all(
      Array.from({ length: 4 }, () => ana.post(`${url}/concerns`, { kind: 'tone', words: 'Loud' })),
    )
    expect(new Set(said.map(({ body }) => body.id)).size).toBe(1)
    const { body: other } = await liz.post(`${url}/concerns`, { kind: 'tone', words: 'Loud' })
    await settle(officer, other.id, 'kept')
    expect(await plays(liz)).toBe('200 409')
    await settle(officer, said[0]?.body.id, 'kept')
    expect(await plays(liz)).toBe('200 200')
  })

  test('is settled in one way only, however many try at once', async () => {
    const { ana } = stage.cast
    const { body } = await ana.post(`${url}/concerns`, { kind: 'safety' })
    const answers = await Promise.all(
      ['kept', 'withdrawn', 'kept', 'withdrawn'].map((resolution) => settle(officer, body.id, resolution)),
    )
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(2)
    const kept = (await rows()).filter(({ what }) => what === 'resume')
    expect(kept).toHaveLength(1)
    expect(await plays(ana)).toBe(JSON.stringify(kept).includes('withdrawn') ? '404 404' : '200 200')
  })
})

describe('INV-18: a withdrawn consent', () => {
  test('pauses the clip for all but its owner at once, and says by when to act', async () => {
    const { leslie, ana, liz } = stage.cast
    expect((await ana.post(`${url}/consent-withdrawals`, { party: 'student' })).status).toBe(403)
    const { status, body } = await leslie.post(`${url}/consent-withdrawals`, { party: 'guardian' })
    expect(status).toBe(201)
    expect([await plays(leslie), await plays(ana), await plays(liz)]).toEqual([
      '200 200',
      '200 409',
      '200 409',
    ])
    const [pause] = (await leslie.get(`${url}/pauses`)).body.items
    expect(pause).toMatchObject({ id: body.id, reason: 'consent withdrawn', kind: 'guardian', isMine: true })
    const days = (Date.parse(pause.actBy) - Date.parse(pause.raisedAt)) / 86_400_000
    expect(Math.round(days)).toBe(14)
    expect((await leslie.get(`${url}/retention`)).body.consentEndsAt).toBe(pause.actBy)
    expect(await rows()).toEqual([
      {
        what: 'pause',
        personId: idOf(leslie),
        pauseId: body.id,
        reason: 'consent withdrawn',
        kind: 'guardian',
      },
    ])
  })

  test('is not kept: it is settled by a cut made since, or by taking the clip back', async () => {
    const { leslie, ana } = stage.cast
    await cut(1)
    const { body } = await leslie.post(`${url}/consent-withdrawals`, { party: 'student', actWithinDays: 3 })
    expect((await settleOwn(leslie, body.id, 'kept')).status).toBe(400)
    expect((await settle(officer, body.id, 'kept')).body.code).toBe('consent-withdrawn')
    expect((await settleOwn(leslie, body.id, 'cut again')).body.code).toBe('not-cut-again')
    await cut(2)
    expect((await settleOwn(leslie, body.id, 'cut again')).body.code).toBe('not-cut-again')
    await stage.platform.db.updateTable('clips').set({ cutNo: 2 }).where('id', '=', clipId).execute()
    expect((await settleOwn(leslie, randomUUID(), 'cut again')).status).toBe(404)
    expect((await settleOwn(leslie, body.id, 'cut again')).status).toBe(204)
    expect((await ana.get(url)).body.state).toBe('ready')
    expect((await rows()).at(-1)).toEqual({
      ...{ what: 'resume', personId: idOf(leslie), pauseId: body.id, resolution: 'cut again' },
    })
  })

  test('takes the clip back in one go, and keeps it back until it is cut or consent is given anew', async () => {
    const { leslie, ana } = stage.cast
    const { body } = await leslie.post(`${url}/consent-withdrawals`, { party: 'adult' })
    expect((await settleOwn(leslie, body.id, 'withdrawn')).status).toBe(204)
    expect(await plays(ana)).toBe('404 404')
    expect((await rows()).map(({ what }) => what)).toEqual(['pause', 'withdraw', 'resume'])
    const { status, body: refused } = await leslie.delete(`${url}/withdrawal`)
    expect([status, refused.code]).toEqual([409, 'consent-withdrawn'])
    await cut(2)
    await stage.platform.db.updateTable('clips').set({ cutNo: 2 }).where('id', '=', clipId).execute()
    expect((await leslie.delete(`${url}/withdrawal`)).status).toBe(204)
    expect((await ana.get(url)).status).toBe(200)
  })

  test('is noted by a privacy officer by id, and kept only where they noted it by mistake', async () => {
    const { leslie, ana, eve } = stage.cast
    const address = `/api/v1/privacy/clips/${clipId}/consent-withdrawals`
    const elsewhere = await holderOf(stage, 'privacy officer', eve.viewer.organisationId)
    for (const [who, status] of [
      [leslie, 403],
      [ana, 403],
      [elsewhere, 404],
    ] as const)
      expect((await who.post(address, { party: 'student' })).status).toBe(status)
    const { status, body } = await officer.post(address, { party: 'student' })
    expect(status).toBe(201)
    expect(await plays(ana)).toBe('200 409')
    const other = await holderOf(stage, 'privacy officer')
    expect((await settle(other, body.id, 'kept')).body.code).toBe('consent-withdrawn')
    expect((await settle(officer, body.id, 'kept')).status).toBe(204)
    expect(await plays(ana)).toBe('200 200')
    expect(
      [await audited('withdraw-consent'), await audited('settle-pause')].map(({ length }) => length),
    ).toEqual([1, 1])
    for (const { personId } of await rows()) expect(personId).toBe(idOf(officer))
  })
})

describe('a privacy officer', () => {
  test('is told of open pauses and of the clip by id, and sees nothing of it', async () => {
    const { leslie, ana } = stage.cast
    const { body: raised } = await ana.post(`${url}/concerns`, {
      kind: 'student privacy',
      words: 'A name is read',
    })
    const list = await officer.get('/api/v1/privacy/pauses?limit=200')
    const open = list.body.items.find(({ id }: { id: string }) => id === raised.id)
    expect(open).toEqual({
      ...{ id: raised.id, clipId, reason: 'concern', kind: 'student privacy', words: 'A name is read' },
      ...{ isMine: false, raisedAt: expect.any(String), actBy: null },
    })
    const bare = await officer.get(`/api/v1/privacy/clips/${clipId}`)
    const [grant] = (await leslie.get(url)).body.grants
    expect(bare.body).toEqual({
      ...{ id: clipId, state: 'paused', createdAt: expect.any(String), bytes: expect.any(Number) },
      grants: [{ id: grant.id, cohortId: grant.cohort.id }],
    })
    for (const { body } of [list, bare]) {
      for (const secret of ['Canary title', 'Leslie', idOf(leslie), idOf(ana)])
        expect(JSON.stringify(body)).not.toContain(secret)
    }
    for (const path of ['', '/playback', '/threads', '/pauses', '/audience'])
      expect([path, (await officer.get(url + path)).status]).toEqual([path, 404])
  })

  test('reads the open pauses in pages, each once', async () => {
    const { ana } = stage.cast
    for (const kind of ['tone', 'safety', 'other']) await ana.post(`${url}/concerns`, { kind })
    const all = (await officer.get('/api/v1/privacy/pauses?limit=200')).body.items
    const seen: string[] = []
    let after = ''
    do {
      const { body } = await officer.get(`/api/v1/privacy/pauses?limit=2${after && `&after=${after}`}`)
      seen.push(...body.items.map(({ id }: { id: string }) => id))
      after = body.next ?? ''
    } while (after)
    expect(seen).toEqual(all.map(({ id }: { id: string }) => id))
  })

  test('stops a clip or ends a grant, twice like once, and never brings it back', async () => {
    const { leslie, ana, maple, eve } = stage.cast
    const address = `/api/v1/privacy/clips/${clipId}`
    const [grant] = (await leslie.get(url)).body.grants
    const elsewhere = await holderOf(stage, 'privacy officer', eve.viewer.organisationId)
    for (const [who, status] of [
      [leslie, 403],
      [ana, 403],
      [stage.cast.dana, 403],
      [elsewhere, 404],
    ] as const) {
      expect((await who.put(`${address}/withdrawal`)).status).toBe(status)
      expect((await who.delete(`${address}/grants/${grant.id}`)).status).toBe(status)
      expect((await who.get(address)).status).toBe(status)
    }
    for (const twice of [1, 2]) {
      expect([twice, (await officer.put(`${address}/withdrawal`)).status]).toEqual([twice, 204])
      expect([twice, (await officer.delete(`${address}/grants/${grant.id}`)).status]).toEqual([twice, 204])
    }
    expect((await officer.delete(`${address}/grants/${randomUUID()}`)).status).toBe(404)
    expect(await plays(ana)).toBe('404 404')
    for (const path of [`${url}/withdrawal`, `${address}/withdrawal`])
      expect((await officer.delete(path)).status).toBe(404)
    expect((await officer.post(`${url}/grants`, { cohortId: maple })).status).toBe(404)
    expect((await rows()).map(({ what, personId }) => [what, personId])).toEqual([
      ['withdraw', idOf(officer)],
      ['revoke', idOf(officer)],
    ])
    expect((await audited('withdraw-clip')).length + (await audited('revoke-grant')).length).toBe(2)
    expect((await leslie.get(url)).body.state).toBe('withdrawn')
  })

  test('is mailed once that a clip waits, without a word of it; where there is none, administrators are', async () => {
    const { platform, folder, cast } = stage
    const waiting = async () =>
      (
        await platform.db
          .selectFrom('outbox')
          .select('payload')
          .where('job', '=', 'clips.mail-pause')
          .orderBy('id')
          .execute()
      ).map(({ payload }) => payload as unknown as { pauseId: string; personId: string })
    const { body } = await cast.ana.post(`${url}/concerns`, { kind: 'tone', words: 'Canary words' })
    const jobs = (await waiting()).filter(({ pauseId }) => pauseId === body.id)
    expect(jobs.map(({ personId }) => personId)).toContain(idOf(officer))
    for (const job of jobs) expect(Object.keys(job).toSorted()).toEqual(['pauseId', 'personId'])
    const mails = async () => {
      const files = (await readdir(`${folder}/mail`).catch(() => [])).filter((file) => file.endsWith('.eml'))
      return Promise.all(files.map((file) => readFile(`${folder}/mail/${file}`, 'utf8')))
    }
    const send = (personId: string) =>
      mailPause.run(
        { pauseId: body.id, personId: personId as never },
        { platform, tools: undefined as never, scratch: '/nowhere' },
        new AbortController().signal,
      )
    await send(idOf(officer))
    await send(idOf(cast.dana))
    const sent = await mails()
    expect(sent).toHaveLength(1)
    expect(sent[0]).toContain(officer.email)
    for (const secret of ['Canary', 'Leslie', 'Ana', clipId]) expect(sent[0]).not.toContain(secret)
    await settle(officer, body.id, 'kept')
    await send(idOf(officer))
    expect(await mails()).toHaveLength(1)

    const alone = await openStage()
    try {
      const { leslie, dana } = alone.cast
      const id = await readyClipOf(alone.platform, leslie)
      const { body: pause } = await leslie.post(`/api/v1/clips/${id}/concerns`, { kind: 'other' })
      const payloads = await alone.platform.db
        .selectFrom('outbox')
        .select('payload')
        .where('job', '=', 'clips.mail-pause')
        .execute()
      expect(payloads.map(({ payload }) => payload)).toEqual([{ pauseId: pause.id, personId: idOf(dana) }])
      expect((await settle(dana, pause.id, 'kept')).status).toBe(204)
      expect((await dana.get(`/api/v1/clips/${id}`)).status).toBe(404)
      expect((await dana.get(`/api/v1/privacy/clips/${id}`)).status).toBe(200)
    } finally {
      await alone.close()
    }
  })
})

describe('the list of clips for administration', () => {
  test('tells id, size, age and state, and nothing else, to two offices', async () => {
    const { leslie, ana, dana, eve } = stage.cast
    const roster = await holderOf(stage, 'roster manager')
    for (const who of [leslie, ana, roster, eve])
      expect((await who.get('/api/v1/administration/clips')).status).toBe(403)
    for (const who of [dana, officer]) {
      const { status, body } = await who.get('/api/v1/administration/clips?limit=200')
      expect(status).toBe(200)
      const clip = body.items.find(({ id }: { id: string }) => id === clipId)
      expect(Object.keys(clip).toSorted()).toEqual(['bytes', 'createdAt', 'id', 'state'])
      // What arrived, one rendition and one poster.
      expect(clip).toMatchObject({ bytes: 'what arrived'.length + 20, state: 'ready' })
      for (const secret of ['Canary', 'Leslie', idOf(leslie)])
        expect(JSON.stringify(body)).not.toContain(secret)
    }
    const elsewhere = await holderOf(stage, 'administrator', eve.viewer.organisationId)
    expect((await elsewhere.get('/api/v1/administration/clips')).body).toEqual({ items: [], next: null })
  })

  test('comes in pages, each clip once, and leaves out what was purged', async () => {
    const { leslie, dana } = stage.cast
    const gone = await readyClipOf(stage.platform, leslie)
    await leslie.send('PUT', `/api/v1/clips/${gone}/purge`, { body: { confirm: true } })
    const all: string[] = (await dana.get('/api/v1/administration/clips?limit=200')).body.items.map(
      ({ id }: { id: string }) => id,
    )
    const seen: string[] = []
    let after = ''
    do {
      const { body } = await dana.get(`/api/v1/administration/clips?limit=3${after && `&after=${after}`}`)
      seen.push(...body.items.map(({ id }: { id: string }) => id))
      after = body.next ?? ''
    } while (after)
    expect(seen).toEqual(all)
    expect(seen).not.toContain(gone)
    expect((await officer.get(`/api/v1/privacy/clips/${gone}`)).status).toBe(404)
    expect((await officer.put(`/api/v1/privacy/clips/${gone}/withdrawal`)).status).toBe(404)
  })
})
