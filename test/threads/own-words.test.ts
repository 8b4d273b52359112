import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ClipId } from '../../src/platform/ids.ts'
import type { Person } from '../support/cast.ts'
import { readyClipOf } from '../support/clips.ts'
import { openStage, type Stage } from '../support/stage.ts'

let stage: Stage
let clipId: ClipId
beforeAll(async () => {
  stage = await openStage()
  const { leslie, maple } = stage.cast
  clipId = await readyClipOf(stage.platform, leslie, { title: 'Partner talk' })
  await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: maple })
})
afterAll(() => stage.close())

const clientKey = () => randomUUID()
const say = async (who: Person, body: string) =>
  (
    await who.post(`/api/v1/clips/${clipId}/threads`, {
      ...{ cohortId: stage.cast.maple, kind: 'notice', body, startMs: 0, clientKey: clientKey() },
    })
  ).body
const words = async (who: Person) => (await who.get('/api/v1/me/words')).body.items

test('one’s own words are kept within one’s sight: with the clip while it is in reach, and without it afterwards', async () => {
  const { leslie, ana, liz } = stage.cast
  const thread = await say(ana, 'I notice this.')
  await liz.post(`/api/v1/threads/${thread.id}/comments`, { body: 'So do I.', clientKey: clientKey() })
  const gone = await say(ana, 'Not what I meant.')
  await ana.delete(`/api/v1/comments/${gone.comments[0].id}`)
  await ana.post(`/api/v1/clips/${clipId}/notes`, { body: 'On Monday.', clientKey: clientKey() })

  expect(await words(ana)).toMatchObject([
    { body: 'I notice this.', kind: 'notice', cohort: 'Maple Street', clip: { title: 'Partner talk' } },
  ])
  expect(await words(liz)).toMatchObject([{ body: 'So do I.', kind: null }])
  expect(await words(leslie)).toEqual([])
  const notes = async (who: Person) => (await who.get('/api/v1/me/notes')).body.items
  expect(await notes(ana)).toMatchObject([{ body: 'On Monday.', clip: { id: clipId } }])
  expect(await notes(liz)).toEqual([])

  await leslie.put(`/api/v1/clips/${clipId}/withdrawal`)
  const kept = await ana.get('/api/v1/me/words')
  expect(kept.body.items).toMatchObject([{ body: 'I notice this.', clip: null }])
  expect(await notes(ana)).toMatchObject([{ body: 'On Monday.', clip: null }])
  expect(JSON.stringify(kept.body)).not.toContain('Partner')
  expect(JSON.stringify(kept.body)).not.toContain(clipId)
  await leslie.delete(`/api/v1/clips/${clipId}/withdrawal`)
})

test('they come page by page, newest first, each once', async () => {
  const { ana } = stage.cast
  for (const body of ['one', 'two', 'three']) await say(ana, body)
  const first = (await ana.get('/api/v1/me/words?limit=2')).body
  const rest = (await ana.get(`/api/v1/me/words?limit=50&after=${first.next}`)).body
  const bodies = [...first.items, ...rest.items].map((item: { body: string }) => item.body)
  expect(bodies).toEqual(['three', 'two', 'one', 'I notice this.'])
  expect(rest.next).toBeNull()
  expect((await ana.get('/api/v1/me/words?after=nonsense')).status).toBe(400)
})
