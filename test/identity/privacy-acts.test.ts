import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ClipId } from '../../src/platform/ids.ts'
import { holderOf } from '../retention/officer.ts'
import type { Person } from '../support/cast.ts'
import { readyClipOf } from '../support/clips.ts'
import { openStage, type Stage } from '../support/stage.ts'

let stage: Stage
let [paula, otto]: Person[] = []
let [one, two]: ClipId[] = []
beforeAll(async () => {
  stage = await openStage()
  paula = await holderOf(stage, 'privacy officer')
  otto = await holderOf(stage, 'privacy officer')
  one = await readyClipOf(stage.platform, stage.cast.leslie)
  two = await readyClipOf(stage.platform, stage.cast.leslie)
})
afterAll(() => stage.close())

const acts = async (who: Person | undefined, query = '') => {
  const { status, body } = (await who?.get(`/api/v1/privacy/acts${query}`)) ?? { status: 0, body: {} }
  return status === 200 ? body.items.map(({ what, clipId }: Row) => `${what} ${clipId}`) : status
}
interface Row {
  readonly what: string
  readonly clipId: string
}

test('what was done in the privacy office is read there: all of it, of one clip, or one’s own, newest first', async () => {
  await paula?.send('PUT', `/api/v1/privacy/clips/${one}/hold`, { body: { basis: 'Case' } })
  await paula?.put(`/api/v1/privacy/clips/${two}/withdrawal`)
  await otto?.delete(`/api/v1/privacy/clips/${one}/hold`)
  // Of other offices it tells nothing.
  await stage.cast.dana.post('/api/v1/districts', { name: 'North' })
  const [held, withdrawn, lifted] = [`place-hold ${one}`, `withdraw-clip ${two}`, `lift-hold ${one}`]
  expect(await acts(paula)).toEqual([lifted, withdrawn, held])
  expect(await acts(paula, '?by=me')).toEqual([withdrawn, held])
  expect(await acts(otto, `?clipId=${one}`)).toEqual([lifted, held])
  const first = (await paula?.get('/api/v1/privacy/acts?limit=1'))?.body
  expect(await acts(paula, `?limit=5&after=${first.next}`)).toEqual([withdrawn, held])
})

test('nobody else reads it, nor do those who see to privacy elsewhere', async () => {
  const { leslie, dana, eve } = stage.cast
  for (const who of [leslie, dana, eve]) expect(await acts(who)).toBe(403)
  const elsewhere = await holderOf(stage, 'privacy officer', eve.viewer.organisationId)
  expect(await acts(elsewhere)).toEqual([])
})

test('holds and open pauses are found by clip, and a purge by who ordered it', async () => {
  const { leslie } = stage.cast
  await paula?.send('PUT', `/api/v1/privacy/clips/${two}/hold`, { body: { basis: 'Case 2' } })
  await leslie.post(`/api/v1/clips/${two}/consent-withdrawals`, { party: 'guardian' })
  const ids = async (path: string) =>
    (await paula?.get(`/api/v1/privacy/${path}`))?.body.items.map((item: { clipId: string }) => item.clipId)
  expect(await ids(`holds?clipId=${two}`)).toEqual([two])
  expect(await ids(`holds?clipId=${one}`)).toEqual([])
  expect(await ids(`pauses?clipId=${two}`)).toEqual([two])
  expect(await ids(`pauses?clipId=${one}`)).toEqual([])
  await paula?.send('PUT', `/api/v1/privacy/clips/${one}/purge`, { body: { confirm: true } })
  expect(await ids('purges')).toEqual([one])
  expect((await otto?.get('/api/v1/privacy/purges'))?.body.items).toEqual([])
  expect((await leslie.get('/api/v1/privacy/purges')).body.items).toEqual([])
})
