import { afterAll, beforeAll, expect, test } from 'vitest'
import { doPurge } from '../retention/do-jobs.ts'
import { holderOf } from '../retention/officer.ts'
import { readyClipOf } from '../support/clips.ts'
import { openStage, type Stage } from '../support/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

test('my clips are mine alone, each with whom it is shared with, what I said of consent, and when it ends', async () => {
  const { leslie, ana, maple } = stage.cast
  const officer = await holderOf(stage, 'privacy officer')
  const quiet = await readyClipOf(stage.platform, leslie, { title: 'Quiet' })
  const shared = await readyClipOf(stage.platform, leslie, { title: 'Shared' })
  const gone = await readyClipOf(stage.platform, leslie, { title: 'Gone' })
  await leslie.post(`/api/v1/clips/${shared}/grants`, { cohortId: maple })
  await leslie.send('PUT', `/api/v1/clips/${shared}/consent`, {
    body: { policyId: null, scope: 'organisation', unconsented: 'hidden' },
  })
  await leslie.send('PUT', `/api/v1/clips/${gone}/purge`, { body: { confirm: true } })
  const mine = async () => (await leslie.get('/api/v1/me/clips')).body.items
  const { endsOn } = (await leslie.get(`/api/v1/clips/${shared}/retention`)).body
  expect(await mine()).toMatchObject([
    {
      ...{ id: shared, title: 'Shared', state: 'ready', endsOn, onHold: false, consentEndsAt: null },
      ...{ cohorts: [{ id: maple, name: 'Maple Street' }], consent: { scope: 'organisation' } },
    },
    { id: quiet, cohorts: [], consent: null },
  ])
  expect((await ana.get('/api/v1/me/clips')).body.items).toEqual([])

  await leslie.post(`/api/v1/clips/${shared}/consent-withdrawals`, { party: 'guardian', actWithinDays: 3 })
  await officer.send('PUT', `/api/v1/privacy/clips/${shared}/hold`, { body: { basis: 'Case' } })
  // One that its owner may not know of is not told here either.
  const secret = { basis: 'Secret', tellsOwner: false }
  await officer.send('PUT', `/api/v1/privacy/clips/${quiet}/hold`, { body: secret })
  const [first, second] = await mine()
  expect([first.state, first.onHold, second.onHold]).toEqual(['paused', true, false])
  expect(Date.parse(first.consentEndsAt) - Date.now()).toBeGreaterThan(2.9 * 86_400_000)
})

test('an owner reads who watched and has the list checked and sent; others are refused, or find nothing', async () => {
  const { leslie, ana, ben, maple } = stage.cast
  const { db } = stage.platform
  const clipId = await readyClipOf(stage.platform, leslie)
  const url = `/api/v1/clips/${clipId}`
  await leslie.post(`${url}/grants`, { cohortId: maple })
  await leslie.get(`${url}/playback`)
  await ana.get(`${url}/playback`)
  const watchers = (await leslie.get(`${url}/watchers`)).body.items
  expect(watchers).toMatchObject([{ what: 'play', who: { name: 'Ana' }, cohort: { name: 'Maple Street' } }])
  const checked = (await leslie.get(`${url}/ledger/verification`)).body
  expect(checked).toMatchObject({ rows: 3, broken: null, head: expect.stringMatching(/^[0-9a-f]{64}$/) })
  const file = await leslie.fetch(`${url}/ledger/file`)
  expect(file.headers.get('content-disposition')).toContain(`interlude-ledger-${clipId}.csv`)
  expect((await file.text()).trim().split('\r\n').at(-1)).toContain(checked.head)
  for (const path of ['watchers', 'ledger/verification', 'ledger/file']) {
    const statuses = await Promise.all(
      [ana, ben].map(async (who) => (await who.get(`${url}/${path}`)).status),
    )
    expect([path, ...statuses]).toEqual([path, 403, 404])
  }

  // What is left of a clip is still its owner's to check.
  await leslie.send('PUT', `${url}/purge`, { body: { confirm: true } })
  await doPurge(stage.platform, clipId)
  expect((await leslie.get(`${url}/ledger/verification`)).body.broken).toBeNull()
  expect((await ana.get(`${url}/ledger/verification`)).status).toBe(404)

  await db.transaction().execute(async (trx) => {
    await trx.deleteFrom('ledgerHeads').where('clipId', '=', clipId).execute()
  })
  expect((await leslie.get(`${url}/ledger/verification`)).body.broken).toMatchObject({
    why: 'head does not match',
  })
})
