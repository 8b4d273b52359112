import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { roles as allRoles } from '../../src/identity/roles.ts'
import type { Person } from '../support/cast.ts'
import { readyClipOf } from '../support/clips.ts'
import { listen } from '../support/listen.ts'
import { newcomer } from '../support/newcomer.ts'
import { openStage, type Stage } from '../support/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

const office = '/api/v1/administration'
const roleUrl = (whom: Person, role: string) =>
  `${office}/people/${whom.viewer.personId}/roles/${encodeURIComponent(role)}`

describe('the people of an organisation', () => {
  test('are listed by name, in pages, each once, and none of another organisation', async () => {
    const { dana, eve } = stage.cast
    for (const name of ['émile', 'Zoë', 'اميرة', '𝓐da', `${'x'.repeat(10)}`])
      await newcomer(stage, [], { name })
    const seen: { name: string; id: string }[] = []
    let after = ''
    do {
      const { body } = await dana.get(`${office}/people?limit=2${after && `&after=${after}`}`)
      seen.push(...body.items)
      after = body.next ?? ''
    } while (after)
    const names = seen.map(({ name }) => name)
    expect(names).toEqual(
      expect.arrayContaining(['Ana', 'Ben', 'Dana', 'Leslie', 'Liz', 'Zoë', 'اميرة', '𝓐da']),
    )
    expect(new Set(seen.map(({ id }) => id)).size).toBe(seen.length)
    expect(seen.map(({ id }) => id)).not.toContain(eve.viewer.personId)
  })

  test('are found by how a name or address begins, taken as it is', async () => {
    const { dana } = stage.cast
    const found = async (search: string) =>
      (await dana.get(`${office}/people?search=${encodeURIComponent(search)}`)).body.items.map(
        ({ name }: { name: string }) => name,
      )
    expect(await found('LES')).toEqual(['Leslie'])
    expect(await found('ben@here')).toEqual(['Ben'])
    for (const hostile of ['%', '_', '\\', "' or true --"]) expect(await found(hostile)).toEqual([])
    expect((await dana.get(`${office}/people?search=%00`)).status).toBe(400)
    expect((await dana.get(`${office}/people?after=nonsense`)).body.code).toBe('bad-cursor')
  })

  test('are read one by one by the same offices, within their organisation', async () => {
    const { dana, liz, leslie, eve } = stage.cast
    const one = `${office}/people/${liz.viewer.personId}`
    const listed = (await dana.get(`${office}/people?search=liz`)).body.items
    expect([(await dana.get(one)).body]).toEqual(listed)
    expect((await leslie.get(one)).status).toBe(403)
    expect((await dana.get(`${office}/people/${eve.viewer.personId}`)).status).toBe(404)
  })

  test('show to an office who they are, and are shown to nobody else', async () => {
    const { dana, liz, leslie, eve } = stage.cast
    const manager = await newcomer(stage, ['roster manager'], { name: 'Rosa' })
    expect((await manager.get(`${office}/people?search=liz`)).body.items).toEqual([
      {
        ...{ id: liz.viewer.personId, name: 'Liz', email: 'liz@here.example', state: 'active', site: null },
        ...{ hasSignedIn: true, roles: [{ role: 'teacher leader', district: null, site: null }] },
      },
    ])
    for (const who of [liz, leslie, eve]) expect((await who.get(`${office}/people`)).status).toBe(403)
    const url = `${office}/people/${leslie.viewer.personId}`
    expect((await manager.patch(url, { name: 'L' })).status).toBe(403)
    const { body: district } = await dana.post('/api/v1/districts', { name: 'North' })
    const { body: site } = await dana.post('/api/v1/sites', { name: 'Elm', districtId: district.id })
    const changed = await dana.patch(url, { name: 'Leslie O.', siteId: site.id })
    expect(changed.body).toMatchObject({ name: 'Leslie O.', site: { id: site.id, name: 'Elm' } })
    expect((await dana.patch(url, { name: 'Leslie', siteId: null })).body.site).toBeNull()
    expect((await dana.patch(url, { email: 'mine@here.example' })).status).toBe(400)
  })
})

describe('roles', () => {
  test('are an administrator’s to give and take, twice like once', async () => {
    const { dana, liz, leslie } = stage.cast
    const noor = await newcomer(stage)
    for (const who of [liz, leslie]) expect((await who.put(roleUrl(noor, 'teacher leader'))).status).toBe(403)
    for (let n = 0; n < 2; n++) expect((await dana.put(roleUrl(noor, 'teacher leader'))).status).toBe(204)
    expect((await noor.get('/api/v1/me')).body.roles).toEqual(['teacher', 'teacher leader'])
    for (let n = 0; n < 2; n++) expect((await dana.delete(roleUrl(noor, 'teacher leader'))).status).toBe(204)
    expect((await noor.get('/api/v1/me')).body.roles).toEqual(['teacher'])
    expect((await dana.put(roleUrl(noor, 'owner'))).status).toBe(400)
    const { body } = await dana.get(`${office}/audit?limit=2`)
    expect(body.items.map(({ what }: { what: string }) => what)).toEqual(['revoke-role', 'grant-role'])
  })

  test('of a site leader and a district partner reach as far as one, and can be several', async () => {
    const { dana } = stage.cast
    const noor = await newcomer(stage, [])
    const { body: district } = await dana.post('/api/v1/districts', { name: 'North' })
    const sites = []
    for (const name of ['Elm', 'Oak']) {
      sites.push((await dana.post('/api/v1/sites', { name, districtId: district.id })).body)
    }
    const put = (role: string, body?: object) => dana.send('PUT', roleUrl(noor, role), { body })
    for (const [role, body] of [
      ['site leader', undefined],
      ['site leader', { districtId: district.id }],
      ['district partner', { siteId: sites[0].id }],
      ['teacher', { siteId: sites[0].id }],
    ] as const) {
      expect((await put(role, body)).status).toBe(400)
    }
    expect((await put('site leader', { siteId: randomUUID() })).status).toBe(404)
    for (const site of sites) expect((await put('site leader', { siteId: site.id })).status).toBe(204)
    expect((await put('district partner', { districtId: district.id })).status).toBe(204)
    expect((await noor.get('/api/v1/me')).body.roles).toContain('site leader')
    const gone = await dana.send('DELETE', roleUrl(noor, 'site leader'), { body: { siteId: sites[0].id } })
    expect(gone.status).toBe(204)
    const { body } = await dana.get(`${office}/people?search=${noor.email}`)
    expect(body.items[0].roles.map((each: { site: { id: string } | null }) => each.site?.id)).toEqual([
      undefined,
      sites[1].id,
    ])
  })

  test('INV-03: whichever of them anybody is given or loses, nobody comes to see a clip', async () => {
    const { dana, leslie, ana, liz, ben, eve, maple } = stage.cast
    const shared = await readyClipOf(stage.platform, leslie)
    const own = await readyClipOf(stage.platform, leslie)
    await leslie.post(`/api/v1/clips/${shared}/grants`, { cohortId: maple })
    const all = [leslie, ana, liz, ben, dana, eve]
    const watchers = async (clipId: string) => {
      const answers = await Promise.all(all.map((who) => who.get(`/api/v1/clips/${clipId}/playback`)))
      return all.filter((_, n) => answers[n]?.status === 200).map(({ name }) => name)
    }
    const before = [await watchers(shared), await watchers(own)]
    expect(before).toEqual([['Leslie', 'Ana', 'Liz'], ['Leslie']])
    const { body: district } = await dana.post('/api/v1/districts', { name: 'North' })
    const { body: site } = await dana.post('/api/v1/sites', { name: 'Elm', districtId: district.id })
    for (const role of allRoles) {
      const body = {
        ...(role === 'site leader' && { siteId: site.id }),
        ...(role === 'district partner' && { districtId: district.id }),
      }
      for (const whom of [ben, dana, ana]) {
        expect((await dana.send('PUT', roleUrl(whom, role), { body })).status).toBe(204)
      }
    }
    expect([await watchers(shared), await watchers(own)]).toEqual(before)
    for (const role of allRoles) {
      for (const whom of [ben, ana]) expect((await dana.delete(roleUrl(whom, role))).status).toBe(204)
    }
    expect([await watchers(shared), await watchers(own)]).toEqual(before)
  })
})

describe('the last administrator', () => {
  test('stays one: neither the role is taken nor the person departs, until there is another', async () => {
    const other = await openStage()
    try {
      const { dana, liz } = other.cast
      const departure = `${office}/people/${dana.viewer.personId}/departure`
      for (const answer of [await dana.delete(roleUrl(dana, 'administrator')), await dana.put(departure)]) {
        expect([answer.status, answer.body.code]).toEqual([409, 'last-administrator'])
      }
      await dana.put(roleUrl(liz, 'administrator'))
      expect((await dana.put(departure)).status).toBe(204)
      expect((await dana.get('/api/v1/me')).status).toBe(401)
      expect((await liz.delete(roleUrl(liz, 'administrator'))).body.code).toBe('last-administrator')
    } finally {
      await other.close()
    }
  })

  test('is left when two go at once, whichever way', async () => {
    const other = await openStage()
    try {
      const { dana, liz } = other.cast
      const departure = (whom: Person) => `${office}/people/${whom.viewer.personId}/departure`
      const ways = [
        () => [dana.delete(roleUrl(dana, 'administrator')), liz.delete(roleUrl(liz, 'administrator'))],
        () => [dana.delete(roleUrl(liz, 'administrator')), liz.delete(roleUrl(dana, 'administrator'))],
        () => [dana.put(departure(dana)), liz.delete(roleUrl(liz, 'administrator'))],
      ]
      for (const way of ways) {
        for (const whom of [dana, liz]) {
          await other.platform.db
            .insertInto('roleGrants')
            .values({
              organisationId: whom.viewer.organisationId,
              personId: whom.viewer.personId,
              role: 'administrator',
            })
            .onConflict((conflict) => conflict.doNothing())
            .execute()
        }
        const statuses = (await Promise.all(way())).map(({ status }) => status)
        expect(statuses.filter((status) => status === 204)).toHaveLength(1)
        const left = await other.platform.db
          .selectFrom('roleGrants')
          .innerJoin('people', 'people.id', 'roleGrants.personId')
          .select('people.id')
          .where('role', '=', 'administrator')
          .where('people.state', '=', 'active')
          .execute()
        expect(left).toHaveLength(1)
      }
    } finally {
      await other.close()
    }
  })
})

describe('who rates whom', () => {
  test('INV-05: noting it takes the view of existing clips at once, also from who is watching', async () => {
    const { dana, leslie, liz, ana, maple } = stage.cast
    const clipId = await readyClipOf(stage.platform, leslie)
    await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: maple })
    const pair = { evaluatorId: ana.viewer.personId, evaluateeId: leslie.viewer.personId }
    const stream = await listen(ana, clipId)
    expect((await liz.send('PUT', `${office}/evaluators`, { body: pair })).status).toBe(403)
    for (let n = 0; n < 2; n++) {
      expect((await dana.send('PUT', `${office}/evaluators`, { body: pair })).status).toBe(204)
    }
    await stream.until('gone {}')
    expect((await ana.get(`/api/v1/clips/${clipId}`)).status).toBe(404)
    expect((await liz.get(`/api/v1/clips/${clipId}`)).status).toBe(200)
    const of = async (whom: Person) =>
      (await dana.get(`${office}/evaluators?personId=${whom.viewer.personId}`)).body.items.length
    expect([await of(ana), await of(leslie), await of(stage.cast.eve)]).toEqual([1, 1, 0])
    const { body } = await dana.get(`${office}/evaluators`)
    expect(body.items).toEqual([
      {
        evaluator: { id: ana.viewer.personId, name: 'Ana' },
        evaluatee: { id: leslie.viewer.personId, name: 'Leslie' },
        ...{ source: 'set', notedAt: expect.any(String) },
      },
    ])
    for (let n = 0; n < 2; n++) {
      expect((await dana.send('DELETE', `${office}/evaluators`, { body: pair })).status).toBe(204)
    }
    expect((await ana.get(`/api/v1/clips/${clipId}`)).status).toBe(200)
    const same = { evaluatorId: pair.evaluatorId, evaluateeId: pair.evaluatorId }
    expect((await dana.send('PUT', `${office}/evaluators`, { body: same })).status).toBe(400)
  })
})

describe('the organisation', () => {
  test('is read by everybody in it and settled by administrators', async () => {
    const { dana, leslie } = stage.cast
    const { body } = await leslie.get('/api/v1/organisation')
    expect(body).toEqual({
      ...{ id: leslie.viewer.organisationId, name: 'Here', zone: 'UTC', kMin: 5 },
      ...{ schoolYearEnds: '06-30', keepsTalkOfLeavers: true, mailSays: 'little' },
    })
    expect((await leslie.patch('/api/v1/organisation', { kMin: 6 })).status).toBe(403)
    const changes = { zone: 'America/Chicago', kMin: 8, schoolYearEnds: '05-31', keepsTalkOfLeavers: false }
    expect((await dana.patch('/api/v1/organisation', changes)).body).toEqual({ ...body, ...changes })
    for (const wrong of [
      ...[{ zone: 'Mars/Olympus' }, { zone: '+05:00' }, { kMin: 4 }, { schoolYearEnds: '02-30' }],
      ...[{ schoolYearEnds: '2-3' }, { name: ' ' }, { id: randomUUID() }],
    ]) {
      expect((await dana.patch('/api/v1/organisation', wrong)).status).toBe(400)
    }
  })

  test('has districts and sites, which everybody may name and administrators settle', async () => {
    const { dana, leslie, eve } = stage.cast
    const { body: district } = await dana.post('/api/v1/districts', { name: ' South ' })
    expect(district.name).toBe('South')
    await dana.patch('/api/v1/organisation', { zone: 'America/Denver' })
    const { body: site } = await dana.post('/api/v1/sites', { name: 'Ash', districtId: district.id })
    expect(site).toEqual({ id: site.id, name: 'Ash', districtId: district.id, zone: 'America/Denver' })
    const changed = await dana.patch(`/api/v1/sites/${site.id}`, {
      name: 'Ash Street',
      zone: 'America/Boise',
    })
    expect(changed.body).toEqual({ ...site, name: 'Ash Street', zone: 'America/Boise' })
    expect((await dana.patch(`/api/v1/districts/${district.id}`, { name: 'Far South' })).status).toBe(200)
    expect((await leslie.get('/api/v1/sites?limit=200')).body.items).toContainEqual(changed.body)
    expect((await leslie.get('/api/v1/districts?limit=200')).body.items).toContainEqual({
      ...{ id: district.id, name: 'Far South' },
    })
    expect((await eve.get('/api/v1/sites')).body.items).toEqual([])
    expect((await leslie.post('/api/v1/districts', { name: 'Mine' })).status).toBe(403)
    expect((await leslie.patch(`/api/v1/sites/${site.id}`, { name: 'Mine' })).status).toBe(403)
    expect((await dana.patch(`/api/v1/sites/${site.id}`, { zone: 'Nowhere' })).status).toBe(400)
  })
})
