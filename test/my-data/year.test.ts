import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { doPurge } from '../retention/do-jobs.ts'
import { purge } from '../retention/purge-contract.ts'
import { type Person, password } from '../support/cast.ts'
import { readyClipOf } from '../support/clips.ts'
import { exportOf } from '../support/exports.ts'
import { meetingAt } from '../support/meetings.ts'
import { openStage, type Stage } from '../support/stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(() => stage.close())

const deleteMe = (who: Person, words: 'keep' | 'remove') =>
  who.send('DELETE', '/api/v1/me', { body: { confirm: who.email, password, words } })

/** Liz and Ana run Maple Street; each wrote some of its cycle, and what came of a meeting. */
async function yearOfMaple() {
  const { liz, ana, maple } = stage.cast
  const { db } = stage.platform
  await db
    .updateTable('memberships')
    .set({ part: 'facilitator' })
    .where('personId', '=', ana.viewer.personId)
    .where('cohortId', '=', maple)
    .execute()
  const meetingId = await meetingAt(db, liz, maple, -60)
  const takeaways = `/api/v1/meetings/${meetingId}/takeaways`
  for (const [who, body] of [
    [liz, 'liz decides'],
    [ana, 'ana tries'],
  ] as const) {
    await who.post(takeaways, { kind: 'decision', body, clientKey: randomUUID() })
  }
  const { body: cycle } = await liz.post(`/api/v1/cohorts/${maple}/cycles`, {
    ...{ question: 'liz asks', practice: 'liz practises' },
  })
  const own = `/api/v1/cycles/${cycle.id}`
  await ana.patch(own, { changed: 'ana sees a change' })
  await liz.patch(own, { learned: 'liz learned' })
  return { takeaways, own }
}

describe('what somebody wrote in the year of a cohort', () => {
  test('INV-35: is in their export, and what others wrote there is not', async () => {
    const { ana } = stage.cast
    await yearOfMaple()
    const files = await exportOf(stage.platform, ana)
    const json = (path: string) => JSON.parse(String(files.get(path)))
    expect(json('takeaways.json')).toMatchObject([
      { cohort: 'Maple Street', kind: 'decision', body: 'ana tries', threadId: null },
    ])
    expect(json('cycles.json')).toMatchObject([
      {
        ...{ cohort: 'Maple Street', cycle: 1, openedByMe: false, question: null, practice: null },
        ...{ changed: 'ana sees a change', learned: null },
      },
    ])
    expect([...files.values()].map(String).join()).not.toMatch(/liz (decides|asks|practises|learned)/)
  })

  test('INV-29: goes with them, or stays as a former member’s where words are kept', async () => {
    const { leslie, liz, ana } = stage.cast
    const { takeaways, own } = await yearOfMaple()
    expect((await deleteMe(ana, 'keep')).status).toBe(204)
    const { items } = (await leslie.get(takeaways)).body
    expect(items.map(({ author, body }: never) => [(author as { name: string }).name, body])).toEqual([
      ['Liz', 'liz decides'],
      ['Former member', 'ana tries'],
    ])
    expect((await leslie.get(own)).body.changed).toBe('ana sees a change')
    expect((await deleteMe(liz, 'remove')).status).toBe(204)
    expect((await leslie.get(takeaways)).body.items).toMatchObject([{ body: 'ana tries' }])
    expect((await leslie.get(own)).body).toMatchObject({
      ...{ question: '—', practice: null, changed: 'ana sees a change', learned: null },
    })
  })

  test('INV-19: compares no clip any more that was purged', async () => {
    const { leslie, liz, maple } = stage.cast
    const { own } = await yearOfMaple()
    const clipId = await readyClipOf(stage.platform, leslie)
    await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: maple })
    await liz.patch(own, { firstClipId: clipId, secondClipId: clipId, firstFromMs: 5, secondFromMs: 9 })
    await purge(leslie, clipId)
    expect((await liz.get(own)).body).toMatchObject({ firstClip: null, secondClip: null })
    await doPurge(stage.platform, clipId)
    expect(
      await stage.platform.db
        .selectFrom('inquiryCycles')
        .select(['firstClipId', 'secondClipId', 'firstFromMs', 'secondFromMs'])
        .execute(),
    ).toEqual([{ firstClipId: null, secondClipId: null, firstFromMs: 0, secondFromMs: 0 }])
  })
})
