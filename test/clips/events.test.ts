import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ClipId } from '../../src/platform/ids.ts'
import type { Person } from '../support/cast.ts'
import { readyClipOf } from '../support/clips.ts'
import { listen } from '../support/listen.ts'
import { openStage, type Stage } from '../support/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

const clipChanged = 'changed {"what":"clip"}'
const talkChanged = 'changed {"what":"talk"}'

const say = (who: Person, clipId: ClipId, cohortId: string) =>
  who.post(`/api/v1/clips/${clipId}/threads`, {
    cohortId,
    kind: 'notice',
    body: 'very secret words',
    clientKey: randomUUID(),
  })

async function sharedClip(): Promise<ClipId> {
  const { leslie, maple } = stage.cast
  const clipId = await readyClipOf(stage.platform, leslie)
  await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: maple })
  return clipId
}

describe('live notices of a clip', () => {
  test('say that talk changed, and never what', async () => {
    const { leslie, ana, maple } = stage.cast
    const clipId = await sharedClip()
    const [hers, owners] = [await listen(ana, clipId), await listen(leslie, clipId)]
    expect(hers.response.headers.get('content-type')).toBe('text/event-stream')
    expect(hers.response.headers.get('cache-control')).toBe('no-store')
    await say(ana, clipId, maple)
    await hers.until(talkChanged)
    await owners.until(talkChanged)
    hers.close()
    owners.close()
  })

  test('do not tell one cohort that another one talks', async () => {
    const { leslie, ana, liz, maple, oak } = stage.cast
    const clipId = await sharedClip()
    const { organisationId, personId } = leslie.viewer
    await stage.platform.db
      .insertInto('memberships')
      .values({ organisationId, cohortId: oak, personId, part: 'participant' })
      .execute()
    await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: oak })
    const lizHears = await listen(liz, clipId)
    await say(ana, clipId, oak)
    await say(ana, clipId, maple)
    await leslie.put(`/api/v1/clips/${clipId}/withdrawal`)
    const heard = await lizHears.until('gone {}')
    expect(heard.filter((event) => event === talkChanged)).toHaveLength(1)
  })

  test('end when the clip is taken back, for all but its owner', async () => {
    const { leslie, ana } = stage.cast
    const clipId = await sharedClip()
    const [hers, owners] = [await listen(ana, clipId), await listen(leslie, clipId)]
    await leslie.put(`/api/v1/clips/${clipId}/withdrawal`)
    await hers.until('gone {}')
    expect(await hers.next()).toBeUndefined()
    await owners.until(clipChanged)
    owners.close()
  })

  test('do not keep a server from closing', async () => {
    const other = await openStage()
    const clipId = await readyClipOf(other.platform, other.cast.leslie)
    const streams = await Promise.all(Array.from({ length: 50 }, () => listen(other.cast.leslie, clipId)))
    await other.close()
    for (const { next } of streams) {
      let heard = await next()
      while (heard === clipChanged || heard === talkChanged) heard = await next()
      expect(heard).toBeUndefined()
    }
  })
})
