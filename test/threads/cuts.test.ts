import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ClipId } from '../../src/platform/ids.ts'
import { onClip, onRecording } from '../../src/threads/moments.ts'
import type { Thread } from '../../src/threads/schemas.ts'
import { readyClipOf } from '../support/clips.ts'
import { openStage, type Stage } from '../support/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

const wholeMs = 60_000

async function sharedClip(): Promise<ClipId> {
  const clipId = await readyClipOf(stage.platform, stage.cast.leslie, { durationMs: wholeMs })
  await stage.cast.leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: stage.cast.maple })
  return clipId
}
/** Cuts the clip, as if a worker were done with it at once. */
async function cut(clipId: ClipId, inMs: number, outMs: number) {
  const body = { inMs, outMs }
  const { status } = await stage.cast.leslie.send('PUT', `/api/v1/clips/${clipId}/cut`, { body })
  expect(status).toBe(202)
  await stage.platform.db.updateTable('clips').set({ state: 'ready' }).where('id', '=', clipId).execute()
}
const say = (clipId: ClipId, more: object = {}) =>
  stage.cast.ana.post(`/api/v1/clips/${clipId}/threads`, {
    ...{ cohortId: stage.cast.maple, kind: 'notice', body: 'words', clientKey: randomUUID() },
    ...more,
  })
const talk = async (clipId: ClipId, query = ''): Promise<{ items: Thread[]; next: string | null }> =>
  (await stage.cast.liz.get(`/api/v1/clips/${clipId}/threads${query}`)).body
const anchors = (threads: readonly Thread[]) =>
  threads.map(({ id, startMs, endMs, offClip }) => ({ id, startMs, endMs, offClip }))

/** Numbers that look random and are the same each time (mulberry32). */
function numbersFrom(seed: number) {
  let state = seed
  return (below: number): number => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) % below
  }
}

describe('talk about a clip that is cut', () => {
  test('moves with the cut; what was cut away has no time, and comes last', async () => {
    const clipId = await sharedClip()
    const region = { x: 0.1, y: 0.1, width: 0.2, height: 0.2 }
    for (const more of [
      {},
      { startMs: 5000, region },
      { startMs: 8000, endMs: 12_000 },
      { startMs: 10_000, region },
      { startMs: 15_000, endMs: 17_000 },
      { startMs: 19_000, endMs: 40_000 },
      { startMs: 20_000 },
      { startMs: 30_000, endMs: 31_000 },
    ]) {
      expect((await say(clipId, more)).status).toBe(201)
    }
    const before = (await talk(clipId)).items
    expect(before.every(({ offClip }) => !offClip)).toBe(true)
    await cut(clipId, 10_000, 20_000)
    const { items } = await talk(clipId)
    expect(items.map(({ startMs, endMs, offClip }) => [startMs, endMs, offClip])).toEqual([
      [null, null, false],
      [0, 2000, false],
      [0, null, false],
      [5000, 7000, false],
      [9000, 10_000, false],
      [10_000, null, false],
      [null, null, true],
      [null, null, true],
    ])
    expect(items.map(({ region: shown }) => shown !== null)).toEqual(
      items.map(({ startMs }, at) => at === 2 && startMs === 0),
    )
    // Page by page it is the same list.
    const pages: Thread[] = []
    for (let next: string | null = ''; next !== null; ) {
      const page: Awaited<ReturnType<typeof talk>> = await talk(clipId, `?limit=3${next && `&after=${next}`}`)
      pages.push(...page.items)
      next = page.next
    }
    expect(pages).toEqual(items)
    await cut(clipId, 0, wholeMs)
    expect((await talk(clipId)).items).toEqual(before)
  })

  test('is said on the cut there is, and is at the same picture when the whole is back', async () => {
    const clipId = await sharedClip()
    await cut(clipId, 10_000, 20_000)
    const { status, body } = await say(clipId, { startMs: 1000, endMs: 2500 })
    expect([status, body.startMs, body.endMs, body.offClip]).toEqual([201, 1000, 2500, false])
    expect((await say(clipId, { startMs: 10_001 })).body.code).toBe('beyond-the-clip')
    await cut(clipId, 0, wholeMs)
    expect((await talk(clipId)).items[0]).toMatchObject({ startMs: 11_000, endMs: 12_500 })
    const row = await stage.platform.db
      .selectFrom('threads')
      .select(['cutNo', 'startMs', 'endMs'])
      .where('id', '=', body.id)
      .executeTakeFirst()
    expect(row).toEqual({ cutNo: 2, startMs: 11_000, endMs: 12_500 })
  })

  test('is refused where its times were read from another cut; sent once more it is still there', async () => {
    const clipId = await sharedClip()
    const clientKey = randomUUID()
    const said = await say(clipId, { startMs: 5000, cutNo: 1, clientKey })
    expect(said.status).toBe(201)
    await cut(clipId, 2000, 20_000)
    const late = await say(clipId, { startMs: 5000, cutNo: 1 })
    expect([late.status, late.body.code]).toEqual([409, 'cut-anew'])
    const again = await say(clipId, { startMs: 5000, cutNo: 1, clientKey })
    expect([again.status, again.body.id, again.body.startMs]).toEqual([201, said.body.id, 3000])
    expect((await say(clipId, { startMs: 5000, cutNo: 2 })).status).toBe(201)
  })

  test('INV-27: each cut moves anchors by exactly what was cut, keeps every thread, and undone gives the very same', async () => {
    const random = numbersFrom(27)
    const clipId = await sharedClip()
    for (let n = 0; n < 30; n++) {
      const startMs = random(wholeMs)
      const form = random(5)
      const endMs = Math.min(wholeMs, startMs + 1 + random(15_000))
      const more =
        form === 0 ? {} : form < 3 ? { startMs } : endMs > startMs ? { startMs, endMs } : { startMs }
      expect((await say(clipId, more)).status).toBe(201)
    }
    const rows = () =>
      stage.platform.db.selectFrom('threads').selectAll().where('clipId', '=', clipId).orderBy('id').execute()
    const kept = await rows()
    const whole = anchors((await talk(clipId)).items)
    const isSame = async () => expect(anchors((await talk(clipId)).items)).toEqual(whole)
    for (let turn = 0; turn < 12; turn++) {
      const inMs = random(wholeMs - 1000)
      const outMs = inMs + 1000 + random(wholeMs - inMs - 999)
      await cut(clipId, inMs, outMs)
      const { items } = await talk(clipId, '?limit=200')
      expect(items.map(({ id }) => id).toSorted()).toEqual(whole.map(({ id }) => id).toSorted())
      const isOff = items.map(({ offClip }) => offClip)
      expect(isOff).toEqual(isOff.toSorted())
      for (const shown of items) {
        const was = whole.find(({ id }) => id === shown.id)
        if (!was || was.startMs === null) expect(shown).toMatchObject({ startMs: null, offClip: false })
        else if (was.endMs === null) {
          const isOn = was.startMs >= inMs && was.startMs <= outMs
          expect(shown).toMatchObject({
            startMs: isOn ? was.startMs - inMs : null,
            endMs: null,
            offClip: !isOn,
          })
        } else if (was.startMs >= inMs && was.endMs <= outMs) {
          expect(shown).toMatchObject({
            startMs: was.startMs - inMs,
            endMs: was.endMs - inMs,
            offClip: false,
          })
        } else if (was.endMs <= inMs || was.startMs >= outMs) {
          expect(shown).toMatchObject({ startMs: null, endMs: null, offClip: true })
        } else {
          expect(shown).toMatchObject({
            ...{
              startMs: Math.max(0, was.startMs - inMs),
              endMs: Math.min(outMs, was.endMs) - inMs,
              offClip: false,
            },
          })
        }
      }
      if (turn % 3 === 2) {
        await cut(clipId, 0, wholeMs)
        await isSame()
      }
    }
    expect(await rows()).toEqual(kept)
  })

  test('what is said on a cut is shown where it was said, for any cut and moment', () => {
    const random = numbersFrom(8)
    for (let n = 0; n < 2000; n++) {
      const cut = { cutStartMs: random(wholeMs), durationMs: 1000 + random(wholeMs) }
      const startMs = random(cut.durationMs + 1)
      const endMs =
        random(2) === 0 || startMs === cut.durationMs ? null : startMs + 1 + random(cut.durationMs - startMs)
      const kept = onRecording(cut, { startMs, endMs })
      expect(onClip(cut, kept)).toEqual({ startMs, endMs, offClip: false })
    }
  })
})
