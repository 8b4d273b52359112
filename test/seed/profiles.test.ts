import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { demoSeconds } from '../../src/demo/demo-talk.ts'
import { makeProfile } from '../../src/seed/make-profile.ts'
import { seedDatabase } from '../../src/seed/seed-database.ts'
import { showcaseClips } from '../../src/seed/showcase-talk.ts'
import { sizes } from '../../src/seed/sizes.ts'
import { Caller } from '../support/caller.ts'
import { query } from '../support/empty-database.ts'
import { openStage, type Stage } from '../support/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

const ask = async (text: string) => Number((await query(stage.databaseUrl, text))[0]?.n)
const here = (profile: string) => `(select id from organisations where name like '${profile}%')`
const countOf = (table: string, profile: string, where = 'true') =>
  ask(`select count(*) as n from ${table} where organisation_id in ${here(profile)} and ${where}`)

describe('the district profile', () => {
  test('has the people, cohorts, clips and comments it promises, and what is awkward', async () => {
    const file = await seedDatabase(stage.platform, 'district')
    const { teachers, leaders, administrators, coaches, siteLeaders, cohorts, clips, comments } =
      sizes.district
    const people = teachers + leaders + administrators + coaches + siteLeaders
    expect(people).toBe(130)
    const of = (table: string, where?: string) => countOf(table, 'District', where)
    expect([await of('people'), await of('cohorts'), await of('clips'), await of('comments')]).toEqual([
      ...[people, cohorts, clips, comments],
    ])
    expect([await of('meetings'), await of('assignments')]).toEqual([100, 92])
    expect(await of('assignment_stages')).toBe(92 * 3)
    expect(await of('threads', 'stage_id is not null')).toBeGreaterThan(100)
    expect(await of('people', "state = 'departed'")).toBe(1)
    expect(await of('clip_withdrawals')).toBe(1)
    expect(await of('clip_pauses', "reason = 'consent withdrawn'")).toBe(1)
    expect(await of('legal_holds')).toBe(1)
    expect(await of('people', "name ~ '[^\\x01-\\x7f]'")).toBeGreaterThan(20)
    const most = `select max(said) as n from (select count(*) as said from comments
      join threads on threads.id = thread_id where threads.organisation_id in ${here('District')} group by clip_id)`
    expect(await ask(most)).toBeGreaterThanOrEqual(2_000)
    const least = `select min(members) as n from (select count(*) as members from memberships
      where organisation_id in ${here('District')} and left_at is null group by cohort_id)`
    expect(await ask(least)).toBeLessThan(5)
    const twice = `select count(*) as n from (select person_id from memberships
      where organisation_id in ${here('District')} group by person_id having count(*) > 1)`
    expect(await ask(twice)).toBeGreaterThan(0)
    const both = `select count(*) as n from evaluators join memberships on person_id = evaluator_id
      where part = 'facilitator' and evaluators.organisation_id in ${here('District')}`
    expect(await ask(both)).toBeGreaterThan(0)

    const known = JSON.parse(await readFile(file, 'utf8'))
    const leader = known.people.find(({ role }: { role: string }) => role === 'teacher leader')
    const caller = new Caller(stage.baseUrl, { authorization: `Bearer ${leader.token}` })
    const { body } = await caller.get('/api/v1/clips')
    expect(body.items.length).toBeGreaterThan(5)
    expect((await caller.get(`/api/v1/clips/${body.items[0].id}/threads`)).status).toBe(200)
  })

  test('is refused a second time', async () => {
    await expect(seedDatabase(stage.platform, 'district')).rejects.toThrow(/already/)
  })

  test('is the same each time', async () => {
    const size = { ...sizes.district, clips: 12, comments: 60, teachers: 30 }
    const told = async (name: string) => {
      try {
        await stage.platform.db.transaction().execute(async (trx) => {
          const [made] = await makeProfile(trx, name, size)
          const rows = await trx
            .selectFrom('comments')
            .innerJoin('people', 'people.id', 'authorId')
            .select(['comments.id', 'people.name', 'body'])
            .where('comments.organisationId', '=', made?.id ?? expect.fail())
            .orderBy('comments.id', 'desc')
            .execute()
          throw rows
        })
      } catch (rows) {
        return rows
      }
    }
    const first = await told('again')
    expect(first).toHaveLength(60)
    expect(await told('again')).toEqual(first)
    expect(await told('other')).not.toEqual(first)
  })
})

describe('the showcase', () => {
  test('has six clips with 120 comments, all within the recording that is made for them', () => {
    const threads = showcaseClips.flatMap((clip) => clip.threads)
    expect(showcaseClips).toHaveLength(6)
    expect(threads.flatMap(([, , ...said]) => said)).toHaveLength(120)
    for (const [at] of threads) {
      for (const second of [at ?? []].flat()) expect(second).toBeLessThan(demoSeconds)
    }
  })

  test('is made with a recording for each clip to come, and with people one can be', async () => {
    const file = await seedDatabase(stage.platform, 'showcase')
    const of = (table: string) => countOf(table, 'Riverbend')
    expect([await of('people'), await of('cohorts'), await of('clips'), await of('comments')]).toEqual([
      ...[18, 2, 6, 120],
    ])
    expect(await ask("select count(*) as n from outbox where job = 'demo.make-recording'")).toBe(6)
    const { people } = JSON.parse(await readFile(file, 'utf8'))
    const ana = people.find(({ name }: { name: string }) => name.startsWith('Ana'))
    const caller = new Caller(stage.baseUrl, { authorization: `Bearer ${ana.token}` })
    // Colleagues come to see a clip once it can be watched, which is when its recording is made.
    expect((await caller.get('/api/v1/clips')).body.items).toEqual([])
    expect(await of('clip_grants')).toBe(6)
    expect((await caller.get('/api/v1/cohorts')).body.items).toHaveLength(2)
  })
})
