import { execFile } from 'node:child_process'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ClipId } from '../../src/platform/ids.ts'
import { clipOf } from '../support/clips.ts'
import { openStage, type Stage } from '../support/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

const command = (name: string, ...words: string[]) =>
  new Promise<{ code: number; out: string; err: string }>((resolve) => {
    const script = path.resolve(import.meta.dirname, `../../src/${name}.ts`)
    const env = { DATABASE_URL: stage.databaseUrl, AUTH_SECRET: 'a secret that only the tests know of' }
    execFile(process.execPath, [script, ...words], { env }, (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, out, err }),
    )
  })
const jobOf = async (clipId: ClipId) => {
  const rows = await stage.platform.db.selectFrom('outbox').select(['id', 'payload']).execute()
  return rows.find(({ payload }) => (payload as { clipId?: string }).clipId === clipId)?.id ?? ''
}

describe('npm run what-happened', () => {
  test('tells of a clip’s jobs, tries, times and why one was given up, and neither title nor name', async () => {
    const { db } = stage.platform
    const clipId = await clipOf(stage.platform, stage.cast.leslie, { title: 'A secret title' })
    expect((await command('what-happened', clipId)).out).toMatch(
      /^Clip \S+: preparing, cut 1\n\S+Z clips\.inspect: waits for its turn, 0 of 3 tries\n$/,
    )
    const now = Date.now()
    const update = (values: object) =>
      jobOf(clipId).then((id) => db.updateTable('outbox').set(values).where('id', '=', id).execute())
    await update({ starts: 1, claimedAt: new Date(now - 5000), seenAt: new Date(now) })
    expect((await command('what-happened', clipId)).out).toContain(': runs, 1 of 3 tries, since ')
    await update({ seenAt: null, notBefore: new Date(now + 60_000) })
    expect((await command('what-happened', clipId)).out).toContain(': is tried again from ')
    await update({
      ...{ starts: 3, finishedAt: new Date(now), gaveUpBecause: 'ffmpeg exited with code 1\nno space left' },
    })
    await db
      .updateTable('clips')
      .set({ state: 'failed', failureCode: 'preparing-failed' })
      .where('id', '=', clipId)
      .execute()
    const { code, out, err } = await command('what-happened', clipId)
    expect([code, err]).toEqual([0, ''])
    expect(out).toContain(': failed, failure preparing-failed, cut 1\n')
    expect(out).toContain(
      'given up after 3 of 3 tries, the last took 5.0 s: ffmpeg exited with code 1\n    no space left\n',
    )
    expect(out).not.toMatch(/secret title|leslie/i)
  })

  test('says in a sentence what it takes, and that there is no such clip', async () => {
    const unknown = await command('what-happened', crypto.randomUUID())
    expect([unknown.code, unknown.err]).toEqual([1, ''])
    expect(unknown.out).toMatch(/^There is no clip \S+\.\n$/)
    for (const words of [[], ['nonsense'], [crypto.randomUUID(), crypto.randomUUID()], ['--all']]) {
      const { code, out, err } = await command('what-happened', ...words)
      expect([code, out]).toEqual([1, ''])
      expect(err).toMatch(/^It takes the id of one clip, .*\.\n$/)
    }
  })
})

describe('npm run status', () => {
  test('says how many workers live and what waits, ends with 1 where none lives, and tells machines the same', async () => {
    const { db } = stage.platform
    await clipOf(stage.platform, stage.cast.leslie, { title: 'A secret title' })
    const none = await command('status')
    expect([none.code, none.err]).toEqual([1, ''])
    expect(none.out).toMatch(/^No worker lives\.\n/)
    await db.insertInto('workers').values({ id: crypto.randomUUID(), mediaSlots: 2 }).execute()
    const well = await command('status')
    expect([well.code, well.err]).toEqual([0, ''])
    expect(well.out).toMatch(
      /^1 worker lives, for 2 encodes at once\.\nquick: 0 running, \d+ waiting, the oldest for \d+ s\n/,
    )
    expect(well.out).not.toMatch(/secret title|leslie/i)
    const { out } = await command('status', '--json')
    expect(JSON.parse(out)).toMatchObject({ workers: 1, mediaSlots: 2 })
    await db
      .updateTable('outbox')
      .set({ createdAt: new Date(Date.now() - 3_600_000) as never })
      .where('queue', '=', 'quick')
      .execute()
    expect((await command('status')).code).toBe(1)
  })
})
