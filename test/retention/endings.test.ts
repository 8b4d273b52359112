import { randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { sweepObjects } from '../../src/clips/sweep-objects.ts'
import type { ClipId } from '../../src/platform/ids.ts'
import { startUpkeep } from '../../src/platform/queue/upkeep.ts'
import { endClips } from '../../src/retention/end-clips.ts'
import { addDays } from '../../src/retention/ending-dates.ts'
import { EndClips, SweepPurges } from '../../src/retention/jobs.ts'
import type { Person } from '../support/cast.ts'
import { clipOf, readyClipOf } from '../support/clips.ts'
import { exemplarOf } from '../support/exemplars.ts'
import { openStage, type Stage } from '../support/stage.ts'
import { doDay, doMails, doPurge, doSweep } from './do-jobs.ts'
import { holderOf } from './officer.ts'
import { fullClipOf, purge } from './purge-contract.ts'

let stage: Stage
let officer: Person
beforeAll(async () => {
  stage = await openStage()
  officer = await holderOf(stage, 'privacy officer')
})
afterAll(() => stage.close())
beforeEach(async () => {
  await stage.platform.db.deleteFrom('retentionRules').execute()
})

const today = new Date().toISOString().slice(0, 10)
const never = new AbortController().signal
/** As if everything about the clip had happened so many days earlier. */
const age = async (clipId: ClipId, days: number) => {
  const earlier = (column: string) => sql`${sql.ref(column)} - ${days} * interval '1 day'`
  const { db } = stage.platform
  const by = async (table: string, ...columns: string[]) => {
    for (const column of columns) {
      const id = table === 'clips' ? 'id' : 'clip_id'
      await sql`update ${sql.table(table)} set ${sql.ref(column)} = ${earlier(column)}
        where ${sql.ref(id)} = ${clipId}`.execute(db)
    }
  }
  await by('clips', 'created_at')
  await by('clip_grants', 'granted_at')
  await by('clip_withdrawals', 'withdrawn_at')
  await by('renditions', 'published_at')
  await by('retention_notices', 'told_at')
  await sql`update retention_notices set due_on = due_on - ${days}::int where clip_id = ${clipId}`.execute(db)
}
const exists = async (who: Person, clipId: string) =>
  (await who.get(`/api/v1/clips/${clipId}`)).status === 200
const retention = async (who: Person, clipId: string) =>
  (await who.get(`/api/v1/clips/${clipId}/retention`)).body
const noticesOf = async (clipId: ClipId) =>
  (
    await stage.platform.db
      .selectFrom('retentionNotices')
      .select('daysBefore')
      .where('clipId', '=', clipId)
      .orderBy('daysBefore')
      .execute()
  ).map(({ daysBefore }) => daysBefore)
const whyOf = async (clipId: ClipId) =>
  (
    await stage.platform.db
      .selectFrom('clipPurges')
      .select('why')
      .where('clipId', '=', clipId)
      .executeTakeFirst()
  )?.why
const mails = async () => {
  const folder = `${stage.folder}/mail`
  const files = (await readdir(folder).catch(() => [])).filter((file) => file.endsWith('.eml'))
  return Promise.all(files.toSorted().map((file) => readFile(`${folder}/${file}`, 'utf8')))
}
/** A clip that was shared: its school year ends so many days from today. */
const sharedClipOf = async (owner: Person, cohortId: string) => {
  const clipId = await readyClipOf(stage.platform, owner)
  await owner.post(`/api/v1/clips/${clipId}/grants`, { cohortId })
  return clipId
}
const yearEnded = async (days: number) => {
  await stage.platform.db
    .updateTable('organisations')
    .set({ schoolYearEnds: addDays(today, -days).slice(5) })
    .where('id', '=', stage.cast.leslie.viewer.organisationId)
    .execute()
}

describe('a clip that was never shared', () => {
  test('tells its owner alone when it ends, is warned of twice, each once, and is purged', async () => {
    const { ben, ana, dana } = stage.cast
    const { platform } = stage
    const clipId = await readyClipOf(platform, ben, { title: 'Canary' })
    expect(await retention(ben, clipId)).toEqual({
      ...{ rule: 'never shared', endsOn: addDays(today, 60), consentEndsAt: null },
      ...{ onHold: false, originalEndsOn: addDays(today, 30), keptUntil: null, keepUntilChoices: null },
      exemplarUntil: null,
    })
    for (const who of [ana, dana, officer]) {
      expect((await who.get(`/api/v1/clips/${clipId}/retention`)).status).toBe(404)
    }
    await age(clipId, 44)
    await doDay(platform)
    expect(await noticesOf(clipId)).toEqual([])
    await age(clipId, 1)
    await Promise.all([doDay(platform), doDay(platform)])
    await doDay(platform)
    expect(await noticesOf(clipId)).toEqual([15])
    const before = (await mails()).length
    await doMails(platform)
    const [mail = '', ...others] = (await mails()).slice(before)
    expect(others).toEqual([])
    expect(mail).toContain('ben@here.example')
    expect(mail).toMatch(/1 of your clip.*\n?/)
    expect(mail).not.toContain('Canary')

    await age(clipId, 10)
    await doDay(platform)
    await doDay(platform)
    expect(await noticesOf(clipId)).toEqual([5, 15])
    await age(clipId, 4)
    await doDay(platform)
    expect(await exists(ben, clipId)).toBe(true)
    await age(clipId, 1)
    await doDay(platform)
    expect([await exists(ben, clipId), await whyOf(clipId)]).toEqual([false, 'retention'])
    await doPurge(platform, clipId)
    expect((await ben.get(`/api/v1/purges/${clipId}`)).body.state).toBe('done')
    expect(await noticesOf(clipId)).toEqual([])
  })

  test('that nobody was warned of, however old, is warned of first', async () => {
    const { ben } = stage.cast
    const { platform } = stage
    const clipId = await readyClipOf(platform, ben)
    await age(clipId, 400)
    await doDay(platform)
    expect(await exists(ben, clipId)).toBe(true)
    expect(await noticesOf(clipId)).toEqual([5, 15])
    expect((await retention(ben, clipId)).endsOn).toBe(addDays(today, 5))
    await sql`update retention_notices set told_at = told_at - interval '5 days' where clip_id = ${clipId}`.execute(
      platform.db,
    )
    await doDay(platform)
    expect(await exists(ben, clipId)).toBe(false)
  })

  test('is left alone while it is being worked on, and while it is on hold', async () => {
    const { ben } = stage.cast
    const { platform } = stage
    const working = await clipOf(platform, ben)
    const held = await readyClipOf(platform, ben)
    for (const clipId of [working, held]) await age(clipId, 400)
    await officer.send('PUT', `/api/v1/privacy/clips/${held}/hold`, { body: { basis: 'Case' } })
    await doDay(platform)
    for (const clipId of [working, held]) {
      expect([await exists(ben, clipId), await noticesOf(clipId)]).toEqual([true, []])
    }
    expect((await retention(ben, held)).onHold).toBe(true)
  })

  test('counts in one mail with all others of the day', async () => {
    const { liz } = stage.cast
    const { platform } = stage
    for (let n = 0; n < 3; n++) await age(await readyClipOf(platform, liz), 46)
    await doDay(platform)
    const before = (await mails()).length
    await doMails(platform)
    const sent = (await mails()).slice(before).filter((mail) => mail.includes('liz@here.example'))
    expect(sent).toHaveLength(1)
    expect(sent[0]).toContain('3 of your clips')
  })
})

describe('a clip that was taken back', () => {
  test('ends two weeks later, with a warning three days before, unless it is brought back', async () => {
    const { leslie, maple } = stage.cast
    const { platform } = stage
    const [gone, back] = [await sharedClipOf(leslie, maple), await sharedClipOf(leslie, maple)]
    for (const clipId of [gone, back]) {
      await leslie.put(`/api/v1/clips/${clipId}/withdrawal`)
      expect(await retention(leslie, clipId)).toMatchObject({ rule: 'withdrawn', endsOn: addDays(today, 14) })
      await age(clipId, 11)
    }
    await doDay(platform)
    expect([await noticesOf(gone), await noticesOf(back)]).toEqual([[3], [3]])
    await leslie.delete(`/api/v1/clips/${back}/withdrawal`)
    await sql`update clip_withdrawals set withdrawn_at = withdrawn_at - interval '3 days'`.execute(
      platform.db,
    )
    await sql`update retention_notices set told_at = told_at - interval '3 days', due_on = due_on - 3`.execute(
      platform.db,
    )
    await doDay(platform)
    expect([await exists(leslie, gone), await exists(leslie, back)]).toEqual([false, true])
  })
})

describe('a clip that was shared', () => {
  test('ends after the school year, or when its owner chose, a year from now at most', async () => {
    const { leslie, ana, ben, maple } = stage.cast
    await yearEnded(-100)
    const clipId = await sharedClipOf(leslie, maple)
    expect(await retention(leslie, clipId)).toMatchObject({ rule: 'shared', endsOn: addDays(today, 130) })
    const keep = (who: Person, untilOn: unknown, id: string = clipId) =>
      who.send('PUT', `/api/v1/clips/${id}/keeping`, { body: { untilOn } })
    const { earliest, latest } = (await retention(leslie, clipId)).keepUntilChoices
    expect(earliest).toBe(addDays(today, 1))
    for (const day of [today, addDays(latest, 1), '2026-13-01', 'soon', 5]) {
      expect((await keep(leslie, day)).status).toBe(400)
    }
    expect((await keep(ana, earliest)).status).toBe(403)
    for (const who of [ben, officer]) expect((await keep(who, earliest)).status).toBe(404)
    const own = await readyClipOf(stage.platform, leslie)
    expect((await keep(leslie, earliest, own)).body.code).toBe('never-shared')
    for (const day of [earliest, latest, latest]) {
      const { status, body } = await keep(leslie, day)
      expect([status, body.keptUntil, body.endsOn]).toEqual([
        200,
        day,
        day === earliest ? addDays(today, 7) : day,
      ])
    }
  })

  test('is warned of 30 and 7 days before, then purged', async () => {
    const { leslie, maple } = stage.cast
    const { platform } = stage
    await yearEnded(0)
    const clipId = await sharedClipOf(leslie, maple)
    await doDay(platform)
    expect(await noticesOf(clipId)).toEqual([30])
    await sql`update retention_notices set told_at = told_at - interval '30 days', due_on = due_on - 30
      where clip_id = ${clipId}`.execute(platform.db)
    await age(clipId, 0)
    await yearEnded(30)
    await sql`update clip_grants set granted_at = now() - interval '40 days' where clip_id = ${clipId}`.execute(
      platform.db,
    )
    await doDay(platform)
    expect(await exists(leslie, clipId)).toBe(false)
  })

  test('at once with its owner keeping it: it is kept, or it was gone before', async () => {
    const { leslie, maple } = stage.cast
    const { platform } = stage
    for (let n = 0; n < 6; n++) {
      await yearEnded(31)
      const clipId = await sharedClipOf(leslie, maple)
      await sql`update clip_grants set granted_at = now() - interval '60 days' where clip_id = ${clipId}`.execute(
        platform.db,
      )
      await doDay(platform)
      await sql`update retention_notices set told_at = told_at - interval '9 days' where clip_id = ${clipId}`.execute(
        platform.db,
      )
      const [kept] = await Promise.all([
        leslie.send('PUT', `/api/v1/clips/${clipId}/keeping`, { body: { untilOn: addDays(today, 200) } }),
        endClips(platform.db, never),
      ])
      expect([200, 404]).toContain(kept.status)
      expect(await exists(leslie, clipId)).toBe(kept.status === 200)
    }
  })
})

describe('a consent that was withdrawn', () => {
  test('INV-18: and not acted on in time destroys the clip; one that was settled, is early or on hold does not', async () => {
    const { leslie } = stage.cast
    const { platform } = stage
    const paused = async (actBy: string, given: object = {}) => {
      const clipId = await readyClipOf(platform, leslie)
      await platform.db
        .insertInto('clipPauses')
        .values({
          ...{ organisationId: leslie.viewer.organisationId, id: randomUUID() as never, clipId },
          ...{ reason: 'consent withdrawn', kind: 'guardian', words: 'Canary words' },
          ...{ raisedBy: leslie.viewer.personId, actBy: sql<Date>`now() + ${actBy}::interval` },
          ...given,
        })
        .execute()
      return clipId
    }
    const due = await paused('-1 minute')
    const early = await paused('1 hour')
    const settled = await paused('-1 minute', { resolvedAt: new Date(), resolution: 'kept' })
    const held = await paused('-1 minute')
    await officer.send('PUT', `/api/v1/privacy/clips/${held}/hold`, { body: { basis: 'Case' } })
    expect((await retention(leslie, early)).consentEndsAt).toMatch(/Z$/)
    await Promise.all([doSweep(platform), doSweep(platform)])
    expect(await Promise.all([due, early, settled, held].map(whyOf))).toEqual([
      ...['consent withdrawn', undefined, undefined, undefined],
    ])
    await doPurge(platform, due)
    const pause = await platform.db
      .selectFrom('clipPauses')
      .select(['words', 'resolution'])
      .where('clipId', '=', due)
      .executeTakeFirst()
    expect(pause).toEqual({ words: null, resolution: 'purged' })
  })
})

describe('the original', () => {
  const goneAt = async (clipId: ClipId) =>
    (
      await stage.platform.db
        .selectFrom('recordings')
        .innerJoin('clips', 'clips.recordingId', 'recordings.id')
        .select('originalGoneAt')
        .where('clips.id', '=', clipId)
        .executeTakeFirstOrThrow()
    ).originalGoneAt
  const originals = async (clipId: ClipId) => {
    const { db, store } = stage.platform
    const { objectKey } = await db
      .selectFrom('uploads')
      .select('objectKey')
      .where('clipId', '=', clipId)
      .executeTakeFirstOrThrow()
    return store.size(objectKey)
  }

  test('goes 30 days after the last cut stood, while the clip can still be watched', async () => {
    const { ana } = stage.cast
    const { platform } = stage
    const [old, young, working, held] = [
      await readyClipOf(platform, ana),
      await readyClipOf(platform, ana),
      await readyClipOf(platform, ana),
      await readyClipOf(platform, ana),
    ]
    for (const clipId of [old, working, held]) await age(clipId, 31)
    await age(young, 29)
    await platform.db.updateTable('clips').set({ state: 'watchable' }).where('id', '=', working).execute()
    await officer.send('PUT', `/api/v1/privacy/clips/${held}/hold`, { body: { basis: 'Case' } })
    await doDay(platform)
    await sweepObjects(platform.db, platform.store)
    expect([await goneAt(old), await originals(old)]).toEqual([expect.any(Date), undefined])
    for (const clipId of [young, working, held]) {
      expect([await goneAt(clipId), await originals(clipId)]).toEqual([null, 'what arrived'.length])
    }
    expect((await retention(ana, old)).originalEndsOn).toBeNull()
    expect((await retention(ana, young)).originalEndsOn).toBe(addDays(today, 1))
    expect((await ana.get(`/api/v1/clips/${old}/playback`)).status).toBe(200)
    expect((await purge(ana, old)).status).toBe(202)
    await doPurge(platform, old)
    expect((await ana.get(`/api/v1/purges/${old}`)).body.state).toBe('done')
  })
})

describe('how long things are kept', () => {
  const url = '/api/v1/administration/retention'
  test('is an administrator’s to change, and audited; others may not', async () => {
    const { dana, leslie, ben } = stage.cast
    const put = (who: Person, rules: unknown) => who.send('PUT', url, { body: { rules } })
    const { body } = await dana.get(url)
    expect(body.rules).toContainEqual({ rule: 'never shared', days: 60, usualDays: 60 })
    expect((await leslie.get(url)).status).toBe(403)
    for (const who of [leslie, officer]) {
      expect((await put(who, [{ rule: 'original', days: 10 }])).status).toBe(403)
    }
    for (const rules of [
      [],
      [{ rule: 'original', days: 0 }],
      [{ rule: 'original', days: 4000 }],
      [{ rule: 'comments', days: 10 }],
      [
        { rule: 'original', days: 10 },
        { rule: 'original', days: 11 },
      ],
    ]) {
      expect((await put(dana, rules)).status).toBe(400)
    }
    const clipId = await readyClipOf(stage.platform, ben)
    expect((await put(dana, [{ rule: 'never shared', days: 20 }])).status).toBe(200)
    expect((await retention(ben, clipId)).endsOn).toBe(addDays(today, 20))
    const audit = await stage.platform.db
      .selectFrom('audit')
      .select('detail')
      .where('what', '=', 'set-retention')
      .execute()
    expect(audit).toEqual([{ detail: { 'never shared': 20 } }])
  })
})

describe('the daily round', () => {
  test('is made once a day, however many workers there are', async () => {
    const { db } = stage.platform
    const fails = (error: Error) => expect(error).toBeUndefined()
    const workers = Array.from({ length: 3 }, () => startUpkeep(db, [SweepPurges], fails, [EndClips]))
    await Promise.all(workers.map((worker) => worker.close()))
    const rows = await db.selectFrom('outbox').select('onceKey').where('job', '=', EndClips.name).execute()
    const days = new Set([today, new Date().toISOString().slice(0, 10)])
    expect(rows.length).toBeLessThanOrEqual(days.size)
    expect([...days].map((day) => `${EndClips.name} ${day}`)).toContain(rows[0]?.onceKey)
  })
})

describe('a ledger', () => {
  test('is dropped whole, with the tombstone, two years after the purge was done, and not before', async () => {
    const { leslie, maple } = stage.cast
    const { platform } = stage
    const clipId = await fullClipOf(platform, leslie, maple)
    await purge(leslie, clipId)
    await doPurge(platform, clipId)
    const left = async () => {
      const tables = [
        'clips',
        'ledger',
        'ledger_heads',
        'clip_purges',
        'threads',
        'clip_pauses',
        'legal_holds',
        'clip_audiences',
        'exemplars',
      ]
      const counts: number[] = []
      for (const table of tables) {
        const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}
          where ${sql.ref(table === 'clips' ? 'id' : 'clip_id')} = ${clipId}`.execute(platform.db)
        counts.push(rows[0]?.n ?? -1)
      }
      return counts
    }
    const doneAgo = (ago: string) =>
      sql`update clip_purges set done_at = now() - ${ago}::interval where clip_id = ${clipId}`.execute(
        platform.db,
      )
    await doneAgo('23 months')
    await doDay(platform)
    // That it was shared, captioned, and an exemplar until then, that its purge was ordered, and that it was done.
    expect((await left()).slice(0, 2)).toEqual([1, 6])
    await expect(sql`delete from ledger where clip_id = ${clipId}`.execute(platform.db)).rejects.toThrow(
      'only ever',
    )
    await doneAgo('2 years 1 day')
    await doDay(platform)
    expect(await left()).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0])
    expect((await leslie.get(`/api/v1/purges/${clipId}`)).status).toBe(404)
  })
})

describe('a clip that is an exemplar', () => {
  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000)
  const published = async (days: number) => {
    const { leslie, liz } = stage.cast
    return exemplarOf(stage.platform, leslie, { by: liz, until: inDays(days) })
  }

  test('is kept for as long as others may learn from it, whatever rule would end it, and its owner is told', async () => {
    const { leslie } = stage.cast
    const { platform } = stage
    await yearEnded(-1)
    const { clipId } = await published(300)
    await age(clipId, 700)
    await sql`update clip_audiences set opened_at = opened_at - interval '400 days' where clip_id = ${clipId}`.execute(
      platform.db,
    )
    await doDay(platform)
    expect(await exists(leslie, clipId)).toBe(true)
    const told = await retention(leslie, clipId)
    expect(told.rule).toBe('shared')
    expect(told.exemplarUntil >= addDays(today, 300) && told.exemplarUntil <= addDays(today, 302)).toBe(true)
    expect(told.endsOn).toBe(told.exemplarUntil)
    expect(await noticesOf(clipId)).toEqual([])
  })

  test('ends by its own rule again once it is none, and not before its owner was warned', async () => {
    const { leslie } = stage.cast
    const { platform } = stage
    await yearEnded(40)
    const { id, clipId } = await published(300)
    await age(clipId, 700)
    await sql`update clip_audiences set opened_at = opened_at - interval '400 days' where clip_id = ${clipId}`.execute(
      platform.db,
    )
    expect((await leslie.delete(`/api/v1/exemplars/${id}/consent`)).status).toBe(200)
    const told = await retention(leslie, clipId)
    expect(told).toMatchObject({ rule: 'shared', exemplarUntil: null, endsOn: addDays(today, 7) })
    await doDay(platform)
    expect([await exists(leslie, clipId), await noticesOf(clipId)]).toEqual([true, [7, 30]])
  })

  test('ends as any other where its owner took it back', async () => {
    const { leslie } = stage.cast
    const { clipId } = await published(300)
    await leslie.put(`/api/v1/clips/${clipId}/withdrawal`)
    expect(await retention(leslie, clipId)).toMatchObject({
      ...{ rule: 'withdrawn', endsOn: addDays(today, 14), exemplarUntil: null },
    })
  })

  test('gives up the recording it was cut from when every other does', async () => {
    const { leslie } = stage.cast
    const { clipId } = await published(300)
    expect((await retention(leslie, clipId)).originalEndsOn).toBe(addDays(today, 30))
    await age(clipId, 31)
    await doDay(stage.platform)
    expect((await retention(leslie, clipId)).originalEndsOn).toBeNull()
    expect(await exists(leslie, clipId)).toBe(true)
  })
})
