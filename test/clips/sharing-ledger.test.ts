import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readyClipOf } from '../support/clips.ts'
import { openStage, type Stage } from '../support/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

const rowsOf = (clipId: string) =>
  stage.platform.db
    .selectFrom('ledger')
    .select(['what', 'personId', 'cohortId', 'detail'])
    .where('clipId', '=', clipId as never)
    .orderBy('seq')
    .execute()
const wordsOf = async (clipId: string) => (await rowsOf(clipId)).map(({ what }) => what)

describe('INV-11: the ledger', () => {
  test('has one row for each sharing, change, end, taking back and bringing back, in order', async () => {
    const { leslie, maple } = stage.cast
    const clipId = await readyClipOf(stage.platform, leslie)
    const url = `/api/v1/clips/${clipId}`
    const { body: grant } = await leslie.post(`${url}/grants`, { cohortId: maple })
    await leslie.post(`${url}/grants`, { cohortId: maple, canComment: false })
    await leslie.put(`${url}/withdrawal`)
    await leslie.delete(`${url}/withdrawal`)
    await leslie.delete(`${url}/grants/${grant.id}`)
    const { personId } = leslie.viewer
    const terms = { grantId: grant.id, canDownload: false, policyHash: null }
    expect(await rowsOf(clipId)).toEqual([
      { what: 'share', personId, cohortId: maple, detail: { ...terms, canComment: true } },
      { what: 'change grant', personId, cohortId: maple, detail: { ...terms, canComment: false } },
      { what: 'withdraw', personId, cohortId: null, detail: null },
      { what: 'restore', personId, cohortId: null, detail: null },
      { what: 'revoke', personId, cohortId: maple, detail: { ...terms, canComment: false } },
    ])
  })

  test('has none for what changed nothing, and one for what was done many times at once', async () => {
    const { leslie, maple } = stage.cast
    const clipId = await readyClipOf(stage.platform, leslie)
    const url = `/api/v1/clips/${clipId}`
    const often = (act: () => Promise<{ status: number }>) =>
      Promise.all(Array.from({ length: 6 }, act)).then((answers) =>
        answers.forEach(({ status }) => {
          expect(status).toBeLessThan(300)
        }),
      )
    await leslie.delete(`${url}/withdrawal`)
    await often(() => leslie.post(`${url}/grants`, { cohortId: maple }))
    const [grant] = (await leslie.get(url)).body.grants
    await often(() => leslie.put(`${url}/withdrawal`))
    await often(() => leslie.delete(`${url}/withdrawal`))
    await often(() => leslie.delete(`${url}/grants/${grant.id}`))
    expect(await wordsOf(clipId)).toEqual(['share', 'withdraw', 'restore', 'revoke'])
  })

  test('has none for what was refused', async () => {
    const { leslie, ana, eve, maple, oak } = stage.cast
    const clipId = await readyClipOf(stage.platform, leslie)
    const url = `/api/v1/clips/${clipId}`
    const { body: grant } = await leslie.post(`${url}/grants`, { cohortId: maple })
    for (const who of [ana, eve]) {
      await who.post(`${url}/grants`, { cohortId: oak })
      await who.delete(`${url}/grants/${grant.id}`)
      await who.put(`${url}/withdrawal`)
    }
    await leslie.post(`${url}/grants`, { cohortId: oak })
    await leslie.delete(`${url}/grants/${randomUUID()}`)
    await leslie.post(`${url}/grants`, { cohortId: maple, everybody: true })
    expect(await wordsOf(clipId)).toEqual(['share'])
  })

  test('and what it tells of stand or fall together', async () => {
    const { leslie, maple } = stage.cast
    const { db } = stage.platform
    const clipId = await readyClipOf(stage.platform, leslie)
    await sql`create function refuse_entry() returns trigger language plpgsql as $$ begin raise exception 'full'; end $$`.execute(
      db,
    )
    await sql`create trigger full_ledger before insert on ledger for each row execute function refuse_entry()`.execute(
      db,
    )
    const { status } = await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: maple })
    await sql`drop trigger full_ledger on ledger`.execute(db)
    expect(status).toBe(500)
    expect((await leslie.get(`/api/v1/clips/${clipId}`)).body.grants).toEqual([])
    expect(await wordsOf(clipId)).toEqual([])
  })
})
