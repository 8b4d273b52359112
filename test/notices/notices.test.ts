import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Notice } from '../../src/notices/schemas.ts'
import { announceNews } from '../../src/platform/live/changes.ts'
import { assignmentOf, closeByHand, join, start } from '../support/assignments.ts'
import type { Person } from '../support/cast.ts'
import { countFollowers } from '../support/followers.ts'
import { openStage, type Stage } from '../support/stage.ts'
import { until } from '../support/until.ts'
import { happenings, hours } from './happenings.ts'

let stage: Stage
let happens: ReturnType<typeof happenings>
beforeEach(async () => {
  stage = await openStage()
  happens = happenings(stage)
})
afterEach(() => stage.close())

const noticesOf = async (who: Person, query = ''): Promise<Notice[]> =>
  (await who.get(`/api/v1/notices${query}`)).body.items
const toldTo = async (who: Person): Promise<string[]> => (await noticesOf(who)).map(({ what }) => what)
const newTo = async (who: Person): Promise<number> => (await who.get('/api/v1/notices/count')).body.new
const saw = (who: Person, until: string) => who.send('PUT', '/api/v1/notices/seen', { body: { until } })

describe('notices', () => {
  test('tell of what others did in one’s cohorts, and not of what one did oneself', async () => {
    const { leslie, ana, liz, ben, dana, eve, maple } = stage.cast
    const meetingId = await happens.meeting(liz)
    await happens.meetingChange(liz, meetingId, 'planned', { meetings: 8 })
    const { id } = await happens.assignment(liz)
    await happens.nudge(liz, id, ana)
    await happens.takeaway(leslie, meetingId, 'We wait   longer\nafter a question.')
    const told = await noticesOf(ana)
    expect(told.map(({ what }) => what).sort()).toEqual(
      ['assignment opened', 'meeting planned', 'nudge', 'takeaway'].sort(),
    )
    expect(told.map(({ at }) => at)).toEqual(
      told
        .map(({ at }) => at)
        .toSorted()
        .reverse(),
    )
    expect(told.find(({ what }) => what === 'meeting planned')).toMatchObject({
      ...{ cohort: { id: maple, name: 'Maple Street', kind: 'cohort' }, who: { name: 'Liz' }, isNew: true },
      ...{ link: `/meetings/${meetingId}`, meeting: { meetings: 8, previousStartsAt: null } },
    })
    expect(told.find(({ what }) => what === 'takeaway')).toMatchObject({
      words: 'We wait longer after a question.',
    })
    expect(told.find(({ what }) => what === 'nudge')).toMatchObject({
      link: `/assignments/${id}`,
      who: { name: 'Liz' },
    })
    expect(await toldTo(liz)).toEqual(['takeaway'])
    for (const outsider of [ben, dana, eve]) expect(await toldTo(outsider)).toEqual([])
  })

  test('of an assignment come when it opens, and not where it was cancelled', async () => {
    const { ana, liz } = stage.cast
    await happens.assignment(liz, { opensAt: hours(1) })
    const { id } = await happens.assignment(liz)
    expect(await noticesOf(ana)).toMatchObject([{ what: 'assignment opened', link: `/assignments/${id}` }])
    await stage.platform.db
      .updateTable('assignments')
      .set({ cancelledAt: new Date(), cancelledBy: liz.viewer.personId })
      .where('id', '=', id)
      .execute()
    expect(await toldTo(ana)).toEqual([])
  })

  test('say that a seal is open to everybody, except to those who opened it for themselves', async () => {
    const { leslie, ana, liz } = stage.cast
    await sql`update memberships set joined_at = now() - interval '1 month'`.execute(stage.platform.db)
    const { stageId } = await happens.assignment(liz, { opensAt: hours(-10), dueAt: hours(1), closesPct: 50 })
    const clipId = await happens.sharedClip(leslie)
    const { commentId } = await happens.say(ana, clipId, 'a first look')
    await stage.platform.db
      .updateTable('comments')
      .set({ stageId })
      .where('id', '=', commentId as never)
      .execute()
    expect(await toldTo(leslie)).toContain('seal opened')
    expect(await toldTo(ana)).not.toContain('seal opened')
  })

  test('of a conversation are one, with its newest words, to those whose it is', async () => {
    const { leslie, ana, liz, ben } = stage.cast
    const clipId = await happens.sharedClip(leslie, 'Fractions')
    const { threadId } = await happens.say(ana, clipId, 'look here')
    expect(await noticesOf(leslie)).toMatchObject([
      { what: 'thread', words: 'look here', clip: { id: clipId, title: 'Fractions' }, who: { name: 'Ana' } },
    ])
    expect(await toldTo(ana)).toEqual(['clip shared'])
    await happens.answer(liz, threadId, 'I see')
    await happens.answer(leslie, threadId, 'and I')
    expect(await noticesOf(leslie)).toMatchObject([{ what: 'reply', words: 'I see' }])
    expect(await noticesOf(ana)).toMatchObject([
      { what: 'reply', words: 'and I', link: `/clips/${clipId}?c=${threadId}` },
      { what: 'clip shared', link: `/clips/${clipId}`, clip: { title: 'Fractions' } },
    ])
    expect((await noticesOf(liz))[0]).toMatchObject({ what: 'reply', words: 'and I' })
    expect(await toldTo(ben)).toEqual([])
  })

  test('of a mention are told as what they are, once, and only while it can be read', async () => {
    const { leslie, ana, liz, ben } = stage.cast
    const clipId = await happens.sharedClip(leslie)
    const { threadId } = await happens.say(leslie, clipId, 'what do you think')
    const commentId = await happens.answer(liz, threadId, 'Ana, Leslie and Ben should see this')
    for (const whom of [ana, leslie, ben]) await happens.mention(commentId, whom)
    expect(await toldTo(ana)).toEqual(['mention', 'clip shared'])
    expect(await toldTo(leslie)).toEqual(['mention'])
    expect(await toldTo(ben)).toEqual([])
    await liz.delete(`/api/v1/comments/${commentId}`)
    expect([await toldTo(ana), await toldTo(leslie)]).toEqual([['clip shared'], []])
  })

  test('of a mention that comes with an edit are new from then on, and not again with the next edit', async () => {
    const { leslie, ana, liz } = stage.cast
    const clipId = await happens.sharedClip(leslie)
    const { commentId } = await happens.say(liz, clipId, 'somebody should see this')
    await saw(ana, new Date().toISOString())
    expect(await newTo(ana)).toBe(0)
    const edit = async (body: string, mentions: readonly Person[]) => {
      const ids = mentions.map(({ viewer }) => viewer.personId)
      expect((await liz.patch(`/api/v1/comments/${commentId}`, { body, mentions: ids })).status).toBe(200)
    }
    await edit('Ana should see this', [ana])
    expect(await newTo(ana)).toBe(1)
    const [mention] = await noticesOf(ana)
    expect(mention).toMatchObject({ what: 'mention', words: 'Ana should see this', isNew: true })
    await saw(ana, new Date().toISOString())
    await edit('Ana and Leslie should see this', [leslie, ana])
    expect(await newTo(ana)).toBe(0)
    expect((await noticesOf(ana))[0]).toMatchObject({ what: 'mention', at: mention?.at, isNew: false })
    await edit('nobody', [])
    await edit('Ana after all', [ana])
    expect(await newTo(ana)).toBe(1)
  })

  test('are gone with what they are about: revoked, taken back, paused, or a cohort that was left', async () => {
    const { leslie, ana, liz, maple } = stage.cast
    const [revoked, withdrawn, paused, kept] = [
      await happens.sharedClip(leslie, 'Revoked'),
      await happens.sharedClip(leslie, 'Withdrawn'),
      await happens.sharedClip(leslie, 'Paused'),
      await happens.sharedClip(leslie, 'Kept'),
    ]
    for (const clipId of [revoked, withdrawn, paused, kept]) {
      const { threadId } = await happens.say(ana, clipId, 'mine')
      await happens.answer(liz, threadId, 'theirs')
    }
    expect(await noticesOf(ana)).toHaveLength(8)
    const grants = (await leslie.get(`/api/v1/clips/${revoked}`)).body.grants
    await leslie.delete(`/api/v1/clips/${revoked}/grants/${grants[0].id ?? grants[0].cohort.id}`)
    await leslie.put(`/api/v1/clips/${withdrawn}/withdrawal`)
    await stage.platform.db
      .insertInto('clipPauses')
      .values({
        ...{ organisationId: leslie.viewer.organisationId, id: crypto.randomUUID() as never, clipId: paused },
        ...{ reason: 'concern', kind: 'other', words: null, raisedBy: ana.viewer.personId },
      })
      .execute()
    const titles = (await noticesOf(ana)).map(({ clip }) => clip?.title)
    expect(titles).toEqual(['Kept', 'Kept'])
    await sql`update memberships set left_at = now() where person_id = ${ana.viewer.personId} and cohort_id = ${maple}`.execute(
      stage.platform.db,
    )
    expect(await noticesOf(ana)).toEqual([])
    expect(await newTo(ana)).toBe(0)
  })

  test('do not tell somebody who joins of what happened before', async () => {
    const { ben, liz, leslie, maple } = stage.cast
    const meetingId = await happens.meeting(liz)
    await happens.meetingChange(liz, meetingId)
    await happens.assignment(liz)
    await happens.takeaway(liz, meetingId, 'before')
    await happens.sharedClip(leslie)
    const { organisationId, personId } = ben.viewer
    await stage.platform.db
      .insertInto('memberships')
      .values({ organisationId, cohortId: maple, personId, part: 'participant' })
      .execute()
    await happens.meetingChange(liz, meetingId, 'moved')
    expect(await toldTo(ben)).toEqual(['meeting moved'])
  })

  test('of coaching reach the other of the two, and nobody else', async () => {
    const { leslie, liz, ana, dana } = stage.cast
    const pair = await happens.pair(liz, leslie)
    await happens.entry(liz, pair, 'a plan')
    expect(await noticesOf(leslie)).toMatchObject([
      { what: 'coaching', link: `/coaching/${pair}`, words: null },
    ])
    for (const other of [liz, ana, dana]) expect(await toldTo(other)).toEqual([])
  })

  test('are new until one has seen them, which never goes back', async () => {
    const { ana, liz } = stage.cast
    const meetingId = await happens.meeting(liz)
    await happens.meetingChange(liz, meetingId)
    const [first] = await noticesOf(ana)
    expect([first?.isNew, await newTo(ana)]).toEqual([true, 1])
    expect((await saw(ana, first?.at ?? '')).status).toBe(204)
    expect([(await noticesOf(ana))[0]?.isNew, await newTo(ana)]).toEqual([false, 0])
    await saw(ana, '2020-01-01T00:00:00Z')
    expect(await newTo(ana)).toBe(0)
    // Nobody has seen what is still to come.
    await saw(ana, '2099-01-01T00:00:00Z')
    await happens.meetingChange(liz, meetingId, 'moved')
    expect(await newTo(ana)).toBe(1)
    expect(await newTo(liz)).toBe(0)
  })

  test('come page by page, and each once', async () => {
    const { ana, liz } = stage.cast
    const meetingId = await happens.meeting(liz)
    // All in one millisecond, as an import may have it.
    await stage.platform.db.transaction().execute(async (trx) => {
      for (let n = 0; n < 7; n++) {
        await sql`
          insert into meeting_changes (organisation_id, id, cohort_id, meeting_id, what, changed_by)
          values (${liz.viewer.organisationId}, gen_random_uuid(), ${stage.cast.maple}, ${meetingId}, 'changed', ${liz.viewer.personId})`.execute(
          trx,
        )
      }
    })
    const seen: string[] = []
    let after = ''
    do {
      const { body } = await ana.get(`/api/v1/notices?limit=3${after}`)
      seen.push(...body.items.map(({ id }: Notice) => id))
      after = body.next === null ? '' : `&after=${encodeURIComponent(body.next)}`
    } while (after !== '')
    expect(seen).toHaveLength(7)
    expect(new Set(seen).size).toBe(7)
    expect((await ana.get('/api/v1/notices?after=nonsense')).status).toBe(400)
  })
})

/** Ben and Ana are to look first, Ben has and mentions her, and answers where Leslie asks. */
async function sealedTalk() {
  const { leslie, ana, liz, ben, maple } = stage.cast
  const { db } = stage.platform
  await join(db, ben, maple)
  const clipId = await happens.sharedClip(leslie)
  const { threadId: open } = await happens.say(ana, clipId, 'before it began')
  const assigned = await assignmentOf(db, liz, { cohortId: maple, clipIds: [clipId] })
  await saw(ana, new Date().toISOString())
  const said = { mentions: [ana.viewer.personId], body: 'a sealed thought', startMs: 1_000, kind: 'notice' }
  const post = (path: string, body: object) => ben.post(path, { ...body, clientKey: crypto.randomUUID() })
  return {
    clipId,
    assigned,
    speak: async () => {
      expect((await post(`/api/v1/clips/${clipId}/threads`, { ...said, cohortId: maple })).status).toBe(201)
      const { status } = await post(`/api/v1/threads/${open}/comments`, { body: 'a sealed answer' })
      expect(status).toBe(201)
    },
  }
}

describe('a sealed first look', () => {
  test.each(['own words', 'hand'])(
    'is new from when it opened by %s, though it was said before one last looked',
    async (how) => {
      const { leslie, ana, liz, maple } = stage.cast
      const { clipId, assigned, speak } = await sealedTalk()
      await speak()
      for (const who of [ana, leslie]) await saw(who, new Date().toISOString())
      expect([await newTo(ana), await newTo(leslie)]).toEqual([0, 0])
      if (how === 'hand') await closeByHand(liz, assigned, assigned.stage('notice'))
      else expect((await start(ana, clipId, maple)).status).toBe(201)
      const fresh = (await noticesOf(ana)).filter(({ isNew }) => isNew)
      expect(fresh.map(({ what, words }) => `${what} ${words ?? ''}`).sort()).toEqual([
        'mention a sealed thought',
        'reply a sealed answer',
        ...(how === 'hand' ? ['seal opened '] : []),
      ])
      expect(await newTo(ana)).toBe(fresh.length)
      // From Leslie nothing of it was kept.
      const hers = (await noticesOf(leslie)).filter(({ isNew }) => isNew)
      expect(hers.map(({ what }) => what)).toEqual([how === 'hand' ? 'seal opened' : 'thread'])
      expect((await saw(ana, fresh[0]?.at ?? '')).status).toBe(204)
      expect(await newTo(ana)).toBe(0)
    },
  )

  test('is in no notice and no count before one’s own first words, and in them after', async () => {
    const { leslie, ana, maple } = stage.cast
    const { clipId, speak } = await sealedTalk()
    await speak()
    expect((await noticesOf(ana)).map(({ words }) => words)).not.toContain('a sealed thought')
    expect(JSON.stringify(await noticesOf(ana))).not.toContain('sealed')
    expect(await newTo(ana)).toBe(0)
    // It is about her clip, so nothing is kept from Leslie.
    expect((await noticesOf(leslie)).map(({ words }) => words)).toContain('a sealed thought')
    expect((await start(ana, clipId, maple)).status).toBe(201)
    expect((await noticesOf(ana)).map(({ what, words }) => `${what} ${words}`)).toEqual(
      expect.arrayContaining(['mention a sealed thought', 'reply a sealed answer']),
    )
  })

  test('is not told of live either: not even that something was said', async () => {
    const { leslie, ana, liz, maple } = stage.cast
    const { speak } = await sealedTalk()
    const [hers, owners] = [await listen(ana), await listen(leslie)]
    await speak()
    await until(() => owners.heard().includes('event: changed'))
    await sleep(1_500)
    expect(hers.heard()).not.toContain('event')
    await happens.meetingChange(liz, await happens.meeting(liz))
    await announceNews(stage.platform.db, { cohortId: maple })
    await until(() => hers.heard().includes('event: changed'))
    for (const each of [hers, owners]) each.close()
  })
})

async function listen(who: Person) {
  const stop = new AbortController()
  const response = await who.fetch('/api/v1/notices/events', { signal: stop.signal })
  const heard: string[] = []
  const reading = response.body
    ?.pipeThrough(new TextDecoderStream())
    .pipeTo(new WritableStream({ write: (text) => void heard.push(text) }))
  const ended = reading?.catch(() => {})
  await until(() => heard.join('').includes('retry'))
  return { response, heard: () => heard.join(''), ended, close: () => stop.abort() }
}

describe('live', () => {
  test('says that there is something new, and never what', async () => {
    const { ana, liz, maple } = stage.cast
    const hers = await listen(ana)
    expect(hers.response.headers.get('content-type')).toBe('text/event-stream')
    await happens.meetingChange(liz, await happens.meeting(liz))
    await announceNews(stage.platform.db, { cohortId: maple })
    await until(() => hers.heard().includes('event: changed\ndata: {}'))
    expect(hers.heard()).not.toContain('Maple')
    hers.close()
  })

  test('hears talk, is silent about what is none of one’s business, and ends with the sign-in', async () => {
    const { leslie, ana, liz, ben } = stage.cast
    const clipId = await happens.sharedClip(leslie)
    const [owners, others] = [await listen(leslie), await listen(liz)]
    await happens.say(ana, clipId, 'look')
    await until(() => owners.heard().includes('event: changed'))
    // Liz hears of talk that she has no part in by the news, not by a notice.
    expect(others.heard()).not.toContain('event')
    const bens = await listen(ben)
    await sql`update api_tokens set revoked_at = now() where person_id = ${ben.viewer.personId}`.execute(
      stage.platform.db,
    )
    await announceNews(stage.platform.db, { personId: ben.viewer.personId })
    await bens.ended
    for (const each of [owners, others]) each.close()
  })

  test('leaves nothing behind of those who went away before their first look was over', async () => {
    const { ana } = stage.cast
    const followers = countFollowers(stage.platform.changes)
    for (let round = 0; round < 3; round++) {
      const leaving = new AbortController()
      await stage.platform.db.transaction().execute(async (trx) => {
        await sql`lock table assignments in access exclusive mode`.execute(trx)
        for (let n = 0; n < 30; n++) {
          ana.fetch('/api/v1/notices/events', { signal: leaving.signal }).catch(() => {})
        }
        // Three look at a time.
        await until(() => followers.now === 3)
        leaving.abort()
        await until(() => followers.now === 0)
      })
      // Whoever comes last has their turn when all of the others had theirs.
      const hers = await listen(ana)
      await until(() => followers.now === 1)
      hers.close()
      await until(() => followers.now === 0)
    }
  })

  test('leaves nothing behind of a look that failed: it ends, and whoever comes again is answered', async () => {
    const { ana } = stage.cast
    const followers = countFollowers(stage.platform.changes)
    const { db } = stage.platform
    const hers = await listen(ana)
    await sql`alter table takeaways rename to elsewhere`.execute(db)
    await announceNews(db, { personId: ana.viewer.personId })
    await hers.ended
    await until(() => followers.now === 0)
    expect((await ana.fetch('/api/v1/notices/events')).status).toBe(500)
    await until(() => followers.now === 0)
    await sql`alter table elsewhere rename to takeaways`.execute(db)
    const again = await listen(ana)
    expect(followers.now).toBe(1)
    again.close()
  })

  test('lets few look at the same time, however many hear the same', async () => {
    const { ana, liz, maple } = stage.cast
    const { db } = stage.platform
    const all = await Promise.all(Array.from({ length: 12 }, () => listen(ana)))
    const looking = async () => {
      const { rows } = await sql<{ n: number }>`
        select count(*) as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(
        db,
      )
      return rows[0]?.n ?? 0
    }
    await db.transaction().execute(async (trx) => {
      await happens.meetingChange(liz, await happens.meeting(liz))
      await sql`lock table takeaways in access exclusive mode`.execute(trx)
      await announceNews(db, { cohortId: maple })
      await until(async () => (await looking()) === 3)
      // All of them have heard of it by now: none waits longer than a quarter of a second before it asks for its turn.
      await sleep(500)
      expect(await looking()).toBe(3)
    })
    for (const each of all) await until(() => each.heard().includes('event: changed'))
    for (const each of all) each.close()
  })
})
