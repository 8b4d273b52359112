import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ClipId } from '../../src/platform/ids.ts'
import type { Person } from '../support/cast.ts'
import { readyClipOf } from '../support/clips.ts'
import { countFollowers } from '../support/followers.ts'
import { listen } from '../support/listen.ts'
import { openStage, type Stage } from '../support/stage.ts'
import { until } from '../support/until.ts'

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
    const [lizHears, ownerHears] = [await listen(liz, clipId), await listen(leslie, clipId)]
    await say(ana, clipId, oak)
    await ownerHears.until(talkChanged)
    await say(ana, clipId, maple)
    await ownerHears.until(talkChanged)
    // Whoever is told of talk may read it at that moment, so it is heard before the clip is taken back.
    const heard = await lizHears.until(talkChanged)
    await leslie.put(`/api/v1/clips/${clipId}/withdrawal`)
    heard.push(...(await lizHears.until('gone {}')))
    expect(heard.filter((event) => event === talkChanged)).toHaveLength(1)
    ownerHears.close()
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

  test('leave nothing behind of those who went away before their first look was over', async () => {
    const { ana } = stage.cast
    const clipId = await sharedClip()
    const followers = countFollowers(stage.platform.changes)
    for (let round = 0; round < 3; round++) {
      const leaving = new AbortController()
      await stage.platform.db.transaction().execute(async (trx) => {
        await sql`lock table assignments in access exclusive mode`.execute(trx)
        for (let n = 0; n < 8; n++) {
          ana.fetch(`/api/v1/clips/${clipId}/events`, { signal: leaving.signal }).catch(() => {})
        }
        await until(() => followers.now === 8)
        leaving.abort()
        await until(() => followers.now === 0)
      })
    }
    const hers = await listen(ana, clipId)
    expect([followers.now, followers.ever]).toEqual([1, 25])
    hers.close()
    await until(() => followers.now === 0)
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
