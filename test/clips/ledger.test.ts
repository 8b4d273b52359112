import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { appendLedger } from '../../src/clips/append-ledger.ts'
import type { ClipId } from '../../src/platform/ids.ts'
import { readyClipOf } from '../support/clips.ts'
import { playOf } from '../support/play.ts'
import { openStage, type Stage } from '../support/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

async function sharedClip(): Promise<ClipId> {
  const { leslie, maple } = stage.cast
  const clipId = await readyClipOf(stage.platform, leslie, { title: 'Fractions' })
  await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: maple })
  return clipId
}
const played = (items: { what: string }[]) => items.filter(({ what }) => what === 'play')

describe('the ledger of a clip', () => {
  test('INV-12: tells its owner who, what, when and through which cohort, and never for how long', async () => {
    const { leslie, ana, maple } = stage.cast
    const clipId = await sharedClip()
    await playOf(ana, clipId)
    const { status, body, headers } = await leslie.get(`/api/v1/clips/${clipId}/ledger`)
    expect([status, headers.get('cache-control')]).toEqual([200, 'no-store'])
    const [row] = played(body.items)
    expect(row).toEqual({
      ...{ seq: expect.any(Number), at: expect.any(String), what: 'play', by: 'person', detail: null },
      who: { id: ana.viewer.personId, name: 'Ana' },
      cohort: { id: maple, name: 'Maple Street' },
    })
    expect(Math.abs(Date.parse((row as { at?: string })?.at ?? '') - Date.now())).toBeLessThan(60_000)
  })

  test('is its owner’s alone: 403 within reach, 404 beyond, whatever the office', async () => {
    const { ana, liz, ben, dana, eve, nobody } = stage.cast
    const clipId = await sharedClip()
    for (const member of [ana, liz])
      expect((await member.get(`/api/v1/clips/${clipId}/ledger`)).status).toBe(403)
    for (const stranger of [ben, dana, eve]) {
      const random = await stranger.get(`/api/v1/clips/${randomUUID()}/ledger`)
      const { status, body } = await stranger.get(`/api/v1/clips/${clipId}/ledger`)
      expect([status, body.detail]).toEqual([404, random.body.detail])
    }
    expect((await nobody.get(`/api/v1/clips/${clipId}/ledger`)).status).toBe(401)
    const { body } = await ana.get('/api/v1/ledger')
    expect(body.items.map(({ clip }: { clip: { id: string } }) => clip.id)).not.toContain(clipId)
  })

  test('is still read by its owner when the clip is gone for good', async () => {
    const { leslie, ana } = stage.cast
    const clipId = await sharedClip()
    await playOf(ana, clipId)
    const { organisationId, personId } = leslie.viewer
    await stage.platform.db.transaction().execute(async (trx) => {
      await sql`insert into clip_purges (organisation_id, clip_id, owner_id, why)
        values (${organisationId}, ${clipId}, ${personId}, 'retention')`.execute(trx)
      const detail = { why: 'retention' }
      await appendLedger(trx, { organisationId, clipId, what: 'purge', personId: null, detail })
    })
    expect((await leslie.get(`/api/v1/clips/${clipId}`)).status).toBe(404)
    const { status, body } = await leslie.get(`/api/v1/clips/${clipId}/ledger`)
    expect([status, played(body.items)]).toEqual([200, [expect.objectContaining({ what: 'play' })]])
    expect(body.items[0]).toMatchObject({
      what: 'purge',
      by: 'system',
      who: null,
      detail: { why: 'retention' },
    })
    expect((await ana.get(`/api/v1/clips/${clipId}/ledger`)).status).toBe(404)
  })

  test('says “former member” of those who were erased', async () => {
    const { leslie, ana } = stage.cast
    const clipId = await sharedClip()
    await playOf(ana, clipId)
    await stage.platform.db
      .updateTable('ledger')
      .set({ personId: null, personSalt: null })
      .where('clipId', '=', clipId)
      .where('personId', '=', ana.viewer.personId)
      .execute()
    const { body } = await leslie.get(`/api/v1/clips/${clipId}/ledger`)
    expect(played(body.items)).toEqual([expect.objectContaining({ by: 'former member', who: null })])
    expect(JSON.stringify(body)).not.toContain('Ana')
  })

  test('comes newest first, in pages, each row once, of one clip and of all', async () => {
    const { ben } = stage.cast
    const clips: ClipId[] = []
    for (let n = 0; n < 3; n++) clips.push(await readyClipOf(stage.platform, ben, { title: `Clip ${n}` }))
    // Many of the same millisecond.
    await Promise.all(Array.from({ length: 21 }, (_, n) => playOf(ben, clips[n % 3] as ClipId)))
    const all = async (path: string) => {
      const seen: { clip?: { id: string; title: string }; seq: number; at: string }[] = []
      let after = ''
      do {
        const { body } = await ben.get(`${path}?limit=4${after}`)
        seen.push(...body.items)
        after = body.next === null ? '' : `&after=${body.next}`
      } while (after !== '')
      return seen
    }
    const one = await all(`/api/v1/clips/${clips[0]}/ledger`)
    expect(one.map(({ seq }) => seq)).toEqual([7, 6, 5, 4, 3, 2, 1])
    const own = await all('/api/v1/ledger')
    expect(new Set(own.map(({ clip, seq }) => `${clip?.id} ${seq}`)).size).toBe(21)
    expect(own).toHaveLength(21)
    expect(own.map(({ at }) => at)).toEqual(
      own
        .map(({ at }) => at)
        .toSorted()
        .reverse(),
    )
    expect(own[0]?.clip?.title).toMatch(/^Clip \d$/)
    for (const bad of ['x', Buffer.from('["2026-13-99T99:99:99.999Z","a",1]').toString('base64url')]) {
      expect((await ben.get(`/api/v1/ledger?after=${bad}`)).body.code).toBe('bad-cursor')
      expect((await ben.get(`/api/v1/clips/${clips[0]}/ledger?after=${bad}`)).body.code).toBe('bad-cursor')
    }
  })
})
