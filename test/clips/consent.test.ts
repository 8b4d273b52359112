import { createHash, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type ClipId, type DistrictId, newId, type SiteId } from '../../src/platform/ids.ts'
import { holderOf } from '../retention/officer.ts'
import type { Person } from '../support/cast.ts'
import { readyClipOf } from '../support/clips.ts'
import { openStage, type Stage } from '../support/stage.ts'

let stage: Stage
let clipId: ClipId
let url: string
beforeEach(async () => {
  stage = await openStage()
  clipId = await readyClipOf(stage.platform, stage.cast.leslie)
  url = `/api/v1/clips/${clipId}`
})
afterEach(() => stage.close())

const texts = '/api/v1/administration/consent-policies'
const asks = { asksGuardians: true, asksPrincipal: false, asksAdults: false }
const write = async (who: Person, text: string, more: object = {}) =>
  (await who.post(texts, { text, ...asks, ...more })).body
const attest = (policyId: string | null, more: object = {}, who = stage.cast.leslie) =>
  who.send('PUT', `${url}/consent`, {
    body: { policyId, scope: 'cohort', unconsented: 'off camera', ...more },
  })
const share = () => stage.cast.leslie.post(`${url}/grants`, { cohortId: stage.cast.maple })
const mine = async (who = stage.cast.leslie) => (await who.get('/api/v1/consent-policies/mine')).body.policy
const ledger = async () =>
  (
    await stage.platform.db
      .selectFrom('ledger')
      .select(['what', 'detail'])
      .where('clipId', '=', clipId)
      .orderBy('seq')
      .execute()
  ).map(({ what, detail }) => ({ what, ...(detail as object) }))
const settleIn = async (who: Person) => {
  const { organisationId, personId } = who.viewer
  const [districtId, siteId] = [newId<DistrictId>(), newId<SiteId>()]
  await stage.platform.db
    .insertInto('districts')
    .values({ organisationId, id: districtId, name: 'North' })
    .execute()
  await stage.platform.db
    .insertInto('sites')
    .values({ organisationId, id: siteId, districtId, name: 'Maple Street' })
    .execute()
  await sql`update people set site_id = ${siteId} where id = ${personId}`.execute(stage.platform.db)
  return districtId
}

describe('the text that is asked before sharing', () => {
  test('is the newest of one’s district, else of the organisation, else none', async () => {
    const { leslie, ana, dana, eve } = stage.cast
    expect(await mine()).toBeNull()
    const districtId = await settleIn(leslie)
    const one = await write(dana, 'For everybody')
    expect(one).toMatchObject({ version: 1, districtId: null, text: 'For everybody', ...asks })
    expect(one.textHash).toBe(createHash('sha256').update('For everybody').digest('hex'))
    await write(dana, 'For everybody, again')
    expect((await mine()).version).toBe(2)
    const ours = await write(dana, 'For the north', { districtId })
    expect(ours.version).toBe(1)
    await write(dana, 'For everybody, once more')
    expect([(await mine()).text, (await mine(ana)).text]).toEqual([
      'For the north',
      'For everybody, once more',
    ])
    expect(await mine(eve)).toBeNull()
  })

  test('is written by two offices, audited, and never changed; versions do not collide', async () => {
    const { leslie, ana, dana, eve } = stage.cast
    const officer = await holderOf(stage, 'privacy officer')
    const elsewhere = await holderOf(stage, 'administrator', eve.viewer.organisationId)
    const districtId = await settleIn(leslie)
    for (const who of [leslie, ana, await holderOf(stage, 'roster manager')]) {
      expect((await who.post(texts, { text: 'Mine', ...asks })).status).toBe(403)
      expect((await who.get(texts)).status).toBe(403)
    }
    expect((await elsewhere.post(texts, { text: 'Theirs', ...asks, districtId })).status).toBe(404)
    for (const bad of [{ text: '  ', ...asks }, { text: 'No questions' }, { text: 'x', ...asks, version: 9 }])
      expect((await dana.post(texts, bad)).status).toBe(400)
    const written = await Promise.all([dana, officer, dana, officer].map((who) => write(who, 'At once')))
    expect(written.map(({ version }) => version).toSorted()).toEqual([1, 2, 3, 4])
    const audited = await stage.platform.db
      .selectFrom('audit')
      .select('what')
      .where('what', '=', 'write-consent-policy')
      .execute()
    expect(audited).toHaveLength(4)
    const first = (await officer.get(`${texts}?limit=3`)).body
    const second = (await officer.get(`${texts}?limit=3&after=${first.next}`)).body
    expect([...first.items, ...second.items].map(({ version }) => version)).toEqual([4, 3, 2, 1])
    expect(second.next).toBeNull()
    expect((await elsewhere.get(texts)).body.items).toEqual([])
    for (const method of ['PUT', 'PATCH', 'DELETE'])
      expect((await dana.send(method, `${texts}/${written[0].id}`)).status).toBe(404)
  })
})

describe('the owner’s word that those in the clip agree', () => {
  test('is not needed where nothing is asked', async () => {
    expect((await share()).status).toBe(201)
    expect((await stage.cast.leslie.get(`${url}/consent`)).body).toEqual({
      ...{ policy: null, attestation: null, isEnough: true },
    })
  })

  test('is needed under the newest text, with every question answered yes', async () => {
    const { dana, leslie } = stage.cast
    const policy = await write(dana, 'Ask them', { asksPrincipal: true })
    const refused = await share()
    expect([refused.status, refused.body.code]).toEqual([409, 'consent-needed'])
    for (const said of [{}, { guardiansOk: true }, { guardiansOk: true, principalOk: false }]) {
      const { status, body } = await attest(policy.id, said)
      expect([status, body.isEnough]).toEqual([200, false])
      expect((await share()).body.code).toBe('consent-needed')
    }
    const { body } = await attest(policy.id, { guardiansOk: true, principalOk: true, scope: 'organisation' })
    expect(body).toMatchObject({
      policy: { id: policy.id },
      attestation: { policyId: policy.id, guardiansOk: true, adultsOk: null, scope: 'organisation' },
      isEnough: true,
    })
    expect((await leslie.get(`${url}/consent`)).body).toEqual(body)
    expect((await share()).status).toBe(201)

    const next = await write(dana, 'Ask them all')
    expect((await share()).body.code).toBe('consent-needed')
    for (const stale of [policy.id, null, randomUUID()]) {
      const { status, body: problem } = await attest(stale, { guardiansOk: true })
      expect([status, problem.code]).toEqual([409, 'policy-changed'])
    }
    await attest(next.id, { guardiansOk: true })
    expect((await share()).status).toBe(201)
  })

  test('is the owner’s alone, and seen by nobody else', async () => {
    const { ana, dana, eve } = stage.cast
    await share()
    for (const [who, status] of [
      [ana, 403],
      [dana, 404],
      [eve, 404],
    ] as const) {
      expect((await attest(null, {}, who)).status).toBe(status)
      expect((await who.get(`${url}/consent`)).status).toBe(status)
    }
    for (const bad of [
      { scope: 'world' },
      { unconsented: 'whatever' },
      { names: ['Sam'] },
      { guardiansOk: 'yes' },
    ])
      expect((await attest(null, bad)).status).toBe(400)
  })

  test('INV-11: stands in the ledger once for each time it changed, with no name in it', async () => {
    await Promise.all(Array.from({ length: 4 }, () => attest(null)))
    await attest(null, { scope: 'network' })
    expect(await ledger()).toEqual([
      { what: 'consent', scope: 'cohort', unconsented: 'off camera', policyHash: null },
      { what: 'consent', scope: 'network', unconsented: 'off camera', policyHash: null },
    ])
    const live = await stage.platform.db
      .selectFrom('consentAttestations')
      .select('scope')
      .where('clipId', '=', clipId)
      .where('replacedAt', 'is', null)
      .execute()
    expect(live).toEqual([{ scope: 'network' }])
  })

  test('given anew brings back a clip that a withdrawn consent stopped', async () => {
    const { leslie } = stage.cast
    await attest(null)
    const { body } = await leslie.post(`${url}/consent-withdrawals`, { party: 'student' })
    await leslie.send('PUT', `${url}/pauses/${body.id}/resolution`, { body: { resolution: 'withdrawn' } })
    expect((await leslie.delete(`${url}/withdrawal`)).body.code).toBe('consent-withdrawn')
    expect((await attest(null)).status).toBe(200)
    expect((await leslie.delete(`${url}/withdrawal`)).status).toBe(204)
  })
})

describe('INV-33: sharing', () => {
  test('keeps which text was shown, by hash, and shows it later though it was replaced', async () => {
    const { leslie, ana, dana } = stage.cast
    const policy = await write(dana, 'The promise of then')
    await attest(policy.id, { guardiansOk: true })
    const { body: grant } = await share()
    await write(dana, 'The promise of now')
    const row = await stage.platform.db
      .selectFrom('clipGrants')
      .select(['policyId', 'policyHash'])
      .where('id', '=', grant.id)
      .executeTakeFirstOrThrow()
    expect(row.policyId).toBe(policy.id)
    expect(row.policyHash?.toString('hex')).toBe(policy.textHash)
    expect((await ledger()).at(-1)).toMatchObject({ what: 'share', policyHash: policy.textHash })
    const shown = `${url}/grants/${grant.id}/policy`
    expect((await leslie.get(shown)).body).toMatchObject({ text: 'The promise of then', version: 1 })
    expect((await ana.get(shown)).status).toBe(403)
    expect((await dana.get(shown)).status).toBe(404)
    await leslie.delete(`${url}/grants/${grant.id}`)
    expect((await leslie.get(shown)).body.text).toBe('The promise of then')
    expect((await leslie.get(`${url}/grants/${randomUUID()}/policy`)).status).toBe(404)
  })
})
