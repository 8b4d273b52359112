import { randomUUID } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { leaveAllCohorts } from '../../src/cohorts/leave-all-cohorts.ts'
import { writeToken } from '../../src/identity/create-token.ts'
import { endAccess } from '../../src/identity/end-access.ts'
import { newSecret } from '../../src/identity/token-secret.ts'
import { type ClipId, newId, type PersonId } from '../../src/platform/ids.ts'
import { announce, announceReach } from '../../src/platform/live/changes.ts'
import { orderPurge } from '../../src/retention/order-purge.ts'
import { Person } from '../support/cast.ts'
import { addressesOf, shownClip } from '../support/shown-clip.ts'
import { openConnection, readSlowly } from '../support/slow-reader.ts'
import { openStage, type Stage } from '../support/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())
// Whom one test made an evaluator would be in the way of the next one's sharing.
afterEach(() => run(sql`delete from evaluators`))

/** More than sockets hold between them, and than a slow reader takes in five seconds. */
const large = Buffer.alloc(24 * 2 ** 20)
const withinMs = 5_000

/** Somebody of their own for each test, in the cohort of Maple Street: some of them are made to leave. */
async function newMember(): Promise<Person> {
  const { leslie, maple } = stage.cast
  const { db } = stage.platform
  const { organisationId } = leslie.viewer
  const email = `${randomUUID()}@here.example`
  const personId = newId<PersonId>()
  await db.insertInto('people').values({ organisationId, id: personId, name: 'Mia', email }).execute()
  const token = newSecret('itl')
  await writeToken(db, { organisationId, personId }, 'tests', token)
  await db
    .insertInto('memberships')
    .values({ organisationId, cohortId: maple, personId, part: 'participant' })
    .execute()
  return new Person(stage.baseUrl, 'Mia', email, { organisationId, personId }, token)
}

const run = (query: RawBuilder<unknown>) => query.execute(stage.platform.db)
const changed = (clipId: ClipId) => announce(stage.platform.db, { clipId, what: 'clip' })

/** What ends somebody's view of a clip, as the product does it, with its notice. */
const ways: Readonly<Record<string, (clipId: ClipId, who: Person) => Promise<unknown>>> = {
  'the owner takes it back': (clipId) => stage.cast.leslie.put(`/api/v1/clips/${clipId}/withdrawal`),
  'it is no longer shared': async (clipId) => {
    const { body } = await stage.cast.leslie.get(`/api/v1/clips/${clipId}`)
    return stage.cast.leslie.delete(`/api/v1/clips/${clipId}/grants/${body.grants[0].id}`)
  },
  'they leave the cohort': (_clipId, who) =>
    stage.platform.db.transaction().execute((trx) => leaveAllCohorts(trx, who.viewer.personId)),
  'their place in the organisation ends': (_clipId, who) =>
    stage.platform.db.transaction().execute(async (trx) => {
      const { personId } = who.viewer
      await trx.updateTable('people').set({ state: 'departed' }).where('id', '=', personId).execute()
      await endAccess(trx, personId)
    }),
  'it turns out that they rate its owner': async (_clipId, who) => {
    const { organisationId, personId } = stage.cast.leslie.viewer
    await run(sql`insert into evaluators (organisation_id, evaluator_id, evaluatee_id, source)
      values (${organisationId}, ${who.viewer.personId}, ${personId}, 'set')`)
    await announceReach(stage.platform.db, who.viewer.personId)
  },
  'it is paused': async (clipId) => {
    await silently.paused?.(clipId, stage.cast.ana)
    await changed(clipId)
  },
  'it is cut anew': async (clipId) => {
    await silently.cut?.(clipId, stage.cast.ana)
    await changed(clipId)
  },
  'it is destroyed': (clipId) =>
    stage.platform.db
      .transaction()
      .execute((trx) =>
        orderPurge(
          trx,
          { id: clipId, organisationId: stage.cast.leslie.viewer.organisationId, ownerId: owner() },
          'owner',
          owner(),
        ),
      ),
}
const owner = () => stage.cast.leslie.viewer.personId

/** The same where no notice ever comes: only the rows change. */
const silently: Readonly<Record<string, (clipId: ClipId, who: Person) => Promise<unknown>>> = {
  'taken back': (clipId) =>
    run(sql`insert into clip_withdrawals (organisation_id, clip_id, withdrawn_by)
      select organisation_id, id, owner_id from clips where id = ${clipId}`),
  'no longer shared': (clipId) =>
    run(sql`update clip_grants set revoked_at = now() where clip_id = ${clipId}`),
  'left by them': (_clipId, who) =>
    run(
      sql`update memberships set left_at = greatest(now(), joined_at) where person_id = ${who.viewer.personId}`,
    ),
  paused: (clipId) =>
    run(sql`insert into clip_pauses (organisation_id, id, clip_id, reason, kind, raised_by)
      select organisation_id, ${randomUUID()}::uuid, id, 'concern', 'tone', owner_id from clips where id = ${clipId}`),
  cut: (clipId) => run(sql`update clips set cut_no = cut_no + 1 where id = ${clipId}`),
}

/** Status of each: an owner's answer is never among them. */
const statuses = async (who: Person, addresses: readonly string[]) => {
  const seen: number[] = []
  for (const address of addresses) {
    seen.push((await who.get(address)).status)
    seen.push((await who.get(address, { range: 'bytes=5-' })).status)
    seen.push((await who.send('HEAD', address)).status)
  }
  return [...new Set(seen)].toSorted()
}

/** What those are told whom it no longer reaches. Within reach still, in a pause, it is “not now”. */
const refusalOf = (how: string): number[] =>
  how.includes('paused') ? [409] : how.includes('place') ? [401] : [404]

describe('INV-07, INV-15: what is sent to a slow reader is cut off within five seconds', () => {
  test.each(Object.entries(ways))('when %s', async (how, end) => {
    const mia = await newMember()
    const { clipId } = await shownClip(stage, large)
    const { media, all } = await addressesOf(mia, clipId)
    const reading = await readSlowly(mia, media, { range: 'bytes=0-' })
    expect(reading.status).toBe(206)
    // From before the commit on, so the measured time is longer than what is promised.
    const from = performance.now()
    await end(clipId, mia)
    const { bytes, at } = await reading.cut
    expect(at - from).toBeLessThan(withinMs)
    expect(bytes).toBeLessThan(large.length)
    if (how !== 'it is cut anew') expect(await statuses(mia, all)).toEqual(refusalOf(how))
    else
      expect(
        await statuses(
          mia,
          all.filter((address) => !address.includes('download')),
        ),
      ).toEqual([404])
  })

  test.each(Object.entries(silently))('where no notice comes that it was %s', async (_how, end) => {
    const mia = await newMember()
    const { clipId } = await shownClip(stage, large)
    const { media, download, sheet } = await addressesOf(mia, clipId)
    const readings = await Promise.all([media, download, sheet].map((address) => readSlowly(mia, address)))
    expect(readings.map(({ status }) => status)).toEqual([200, 200, 200])
    const from = performance.now()
    await end(clipId, mia)
    for (const { bytes, at } of await Promise.all(readings.map(({ cut }) => cut))) {
      expect(at - from).toBeLessThan(withinMs)
      expect(bytes).toBeLessThan(large.length)
    }
  })

  test('and a download alone, where they may still watch but no longer take it away', async () => {
    const mia = await newMember()
    const { clipId } = await shownClip(stage, large)
    const { media, download } = await addressesOf(mia, clipId)
    const reading = await readSlowly(mia, download)
    const from = performance.now()
    await run(sql`update clip_grants set can_download = false where clip_id = ${clipId}`)
    expect((await reading.cut).at - from).toBeLessThan(withinMs)
    expect([(await mia.get(download)).status, (await mia.send('HEAD', media)).status]).toEqual([403, 200])
  })

  test('and so it is where the database cannot be asked any more', async () => {
    const other = await openStage()
    const { media } = await shownClip(other, large)
    const reading = await readSlowly(other.cast.ana, media)
    const from = performance.now()
    // Whoever asks waits; nobody is refused.
    const holding = await other.platform.pool.connect()
    await holding.query('begin; lock table clip_withdrawals in access exclusive mode')
    expect((await reading.cut).at - from).toBeLessThan(withinMs)
    await holding.query('rollback')
    holding.release()
    await other.close()
  })

  test('but not what is sent to its owner, who keeps it', async () => {
    const { leslie } = stage.cast
    const { clipId } = await shownClip(stage)
    const own = await addressesOf(leslie, clipId)
    await leslie.put(`/api/v1/clips/${clipId}/withdrawal`)
    await silently.paused?.(clipId, leslie)
    expect(await statuses(leslie, own.all)).toEqual([200, 206])
  })
})

describe('INV-15: a stream of notices', () => {
  const listen = async (who: Person, clipId: ClipId) => {
    const response = await who.fetch(`/api/v1/clips/${clipId}/events`)
    return { status: response.status, whole: response.text() }
  }

  test.each(Object.entries(ways).filter(([how]) => !/paused|cut anew/.test(how)))(
    'says that the clip is gone, and ends, when %s',
    async (_how, end) => {
      const mia = await newMember()
      const { clipId } = await shownClip(stage)
      const { whole } = await listen(mia, clipId)
      await end(clipId, mia)
      expect(await whole).toMatch(/event: gone\ndata: {}\n\n$/)
      // Nothing is kept for those who come again.
      const again = await mia.send('GET', `/api/v1/clips/${clipId}/events`, {
        headers: { 'last-event-id': '0' },
      })
      expect([401, 404]).toContain(again.status)
    },
  )

  test('says so, too, where the connection that hears of changes broke at the wrong moment', async () => {
    const mia = await newMember()
    const { clipId } = await shownClip(stage)
    const { whole } = await listen(mia, clipId)
    await run(sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and query ilike 'listen%'`)
    await silently['taken back']?.(clipId, mia)
    expect(await whole).toMatch(/event: gone\ndata: {}\n\n$/)
  })

  test('looks for itself where no notice ever comes', { timeout: 60_000 }, async () => {
    const mia = await newMember()
    const { clipId } = await shownClip(stage)
    const { whole } = await listen(mia, clipId)
    await silently['left by them']?.(clipId, mia)
    expect(await whole).toMatch(/event: gone\ndata: {}\n\n$/)
  })

  test('tells nothing of what is said after the clip was taken back', async () => {
    const { leslie, maple } = stage.cast
    const mia = await newMember()
    const { clipId } = await shownClip(stage)
    const { whole } = await listen(mia, clipId)
    await leslie.put(`/api/v1/clips/${clipId}/withdrawal`)
    const said = { cohortId: maple, kind: 'notice', body: 'secret words', clientKey: randomUUID() }
    await leslie.post(`/api/v1/clips/${clipId}/threads`, said)
    const heard = await whole
    expect(heard).not.toContain('secret')
    expect(heard.slice(heard.indexOf('event: gone'))).toBe('event: gone\ndata: {}\n\n')
  })
})

describe('INV-07: a connection that is used again', () => {
  test('gives nothing more of a clip that was taken back, by GET or HEAD, whole or in part', async () => {
    const { leslie, ana } = stage.cast
    const { clipId, media, all } = await shownClip(stage)
    const connection = openConnection(ana)
    expect(await connection.ask('GET', media, { range: 'bytes=0-3' })).toEqual({ status: 206, body: '0123' })
    expect((await connection.ask('HEAD', media)).status).toBe(200)
    const etag = (await ana.send('HEAD', media)).headers.get('etag') ?? ''
    await leslie.put(`/api/v1/clips/${clipId}/withdrawal`)
    for (const address of all) {
      for (const headers of [{}, { range: 'bytes=4-' }, { range: 'bytes=4-', 'if-range': etag }]) {
        const { status, body } = await connection.ask('GET', address, headers)
        expect([address, status]).toEqual([address, 404])
        expect(body).toContain('"code":"not-found"')
      }
      expect((await connection.ask('HEAD', address)).status).toBe(404)
    }
    connection.close()
  })

  test('goes on with other things after what was sent whole', async () => {
    const { leslie, ana } = stage.cast
    const connection = openConnection(ana)
    for (let round = 0; round < 5; round++) {
      const { clipId, media } = await shownClip(stage)
      expect((await connection.ask('GET', media)).status).toBe(200)
      await leslie.put(`/api/v1/clips/${clipId}/withdrawal`)
      expect((await connection.ask('GET', '/api/v1/me')).status).toBe(200)
    }
    connection.close()
  })
})
