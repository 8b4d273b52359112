/**
 * Is the library quick to look through? One organisation with 20,000 clips, 2,000 of them exemplars, each described, tagged,
 * captioned and found by its words. Twice: once with audiences as they may be (three in ten for everybody, three for a
 * district, two for a school, two for a cohort), and once with all of them for everybody, which is as much as one person
 * can ever see. A page of ten with all its counts, asked for through the whole server save for the socket, beside one
 * thing read by its primary key in the same way.
 *
 *   node bench/exemplars.ts [rounds, 200 unless given]
 *
 * How to read it: milliseconds are medians, taken in turn, so that the machine's load meets all of them alike. The ratio
 * that counts is to one clip: a row by its primary key that is in reach by the same rules; the target is at most 3. A cohort
 * is the least that this server reads for anybody, and knows neither clips nor audiences; one exemplar is what is opened
 * from the page. “sees” is how many exemplars are in that person's reach, and so are counted for each page.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { buildApp } from '../src/app.ts'
import { writeToken } from '../src/identity/create-token.ts'
import { newSecret } from '../src/identity/token-secret.ts'
import { readConfig } from '../src/platform/config.ts'
import type { Db } from '../src/platform/db/schema.ts'
import type { CohortId, DistrictId, OrganisationId, PersonId, SiteId } from '../src/platform/ids.ts'
import { openLog } from '../src/platform/log.ts'
import { openPlatform } from '../src/platform/platform.ts'
import { makeProfile } from '../src/seed/make-profile.ts'
import { Random } from '../src/seed/random.ts'
import { type MadeAudience, makeLibrary } from '../test/support/library.ts'
import { onOwnPostgres } from './own-database.ts'

const rounds = Number(process.argv[2] ?? 200)
const target = 3
const size = {
  ...{ organisations: 1, districts: 8, sites: 60, administrators: 1, coaches: 4, siteLeaders: 10 },
  ...{ leaders: 160, teachers: 3_000, cohorts: 150, clips: 20_000, comments: 2_000 },
  ...{ meetings: 150, assignments: 150, exemplars: 0 },
}
const say = (line: string) => process.stdout.write(`${line}\n`)

interface Reader {
  readonly organisationId: OrganisationId
  readonly personId: PersonId
  readonly cohortId: CohortId
}

await onOwnPostgres(async (open) => {
  for (const spread of ['mixed', 'everybody'] as const) {
    const { db, url } = await open(spread)
    const reader = await db.transaction().execute((trx) => fill(trx, spread))
    await sql`vacuum analyze`.execute(db)
    await measure(url, reader, spread)
  }
})

async function measure(url: string, { organisationId, personId, cohortId }: Reader, spread: string) {
  const folder = await mkdtemp(path.join(tmpdir(), 'interlude-bench-'))
  const authSecret = 'a secret that only the bench knows of'
  const env = { DATABASE_URL: url, AUTH_SECRET: authSecret, DATA_DIR: folder, PORT: '0', LOG_LEVEL: 'error' }
  const config = readConfig(env)
  const platform = await openPlatform(config, url, openLog(config.logLevel, 'bench'))
  const app = await buildApp(platform, { authSecret })
  const token = newSecret('itl')
  await writeToken(platform.db, { organisationId, personId }, 'bench', token)
  const get = async (at: string) => {
    const answer = await app.inject({ url: `/api/v1${at}`, headers: { authorization: `Bearer ${token}` } })
    if (answer.statusCode !== 200) throw new Error(`${at} answered ${answer.statusCode}: ${answer.body}`)
    return answer.json()
  }
  const all = await get('/exemplars?limit=1')
  const [exemplar] = all.items
  const { facets } = all
  const filters = `contentArea=arts&contentArea=science&gradeBand=3-5&practice=${facets.practice[0].value}`
  const reads = {
    'one cohort': `/cohorts/${cohortId}`,
    'one clip': `/clips/${exemplar.clipId}`,
    'one exemplar': `/exemplars/${exemplar.id}`,
    'a page': '/exemplars?limit=10',
    'with words': '/exemplars?limit=10&q=fractions%20river',
    'three filters': `/exemplars?limit=10&${filters}`,
    'words, filters': `/exemplars?limit=10&q=fractions&${filters}`,
  }
  const taken = new Map(Object.keys(reads).map((what): [string, number[]] => [what, []]))
  for (let round = -20; round < rounds; round++) {
    for (const [what, at] of Object.entries(reads)) {
      const start = performance.now()
      await get(at)
      if (round >= 0) taken.get(what)?.push(performance.now() - start)
    }
  }
  const medianOf = (what: string) => median(taken.get(what) ?? [])
  const base = medianOf('one clip')
  say(
    `\n${spread.padEnd(16)} sees ${all.total} of 2000\n${''.padEnd(16)}      ms   ÷ clip   ÷ cohort   ÷ exemplar`,
  )
  for (const what of Object.keys(reads)) {
    const ms = medianOf(what)
    const ratios = [base, medianOf('one cohort'), medianOf('one exemplar')].map((by) => (ms / by).toFixed(2))
    const isMissed = !what.startsWith('one') && ms / base > target
    if (isMissed) process.exitCode = 1
    const [clip, cohort, one] = ratios.map((ratio, at) => ratio.padStart([8, 10, 12][at] ?? 0))
    say(
      `${what.padEnd(16)} ${ms.toFixed(2).padStart(7)} ${clip} ${cohort} ${one}${isMissed ? '   MISSED' : ''}`,
    )
  }
  await app.close()
  await platform.close()
  await rm(folder, { recursive: true, force: true })
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

/** The organisation, and somebody in it who is in a cohort and has a school. */
async function fill(db: Db, spread: 'mixed' | 'everybody'): Promise<Reader> {
  const random = new Random('library')
  const [made] = await makeProfile(db, 'library', size)
  const cohort = made?.cohorts[3]
  const personId = cohort?.members.find((id) => made?.teachers.includes(id))
  const by = made?.leaders[0]
  if (!made || !cohort || !personId || !by) throw new Error('nobody is there')
  const of = async <Id>(table: 'sites' | 'districts') => {
    const rows = await db.selectFrom(table).select('id').where('organisationId', '=', made.id).execute()
    return rows.map(({ id }) => id as Id)
  }
  const [sites, districts] = [await of<SiteId>('sites'), await of<DistrictId>('districts')]
  const none = { cohortId: null, siteId: null, districtId: null }
  const audience = (n: number): MadeAudience => {
    if (spread === 'everybody' || n % 10 < 3) return { ...none, kind: 'organisation' }
    if (n % 10 < 6) return { ...none, kind: 'district', districtId: random.pick(districts) }
    if (n % 10 < 8) return { ...none, kind: 'site', siteId: random.pick(sites) }
    return { ...none, kind: 'cohort', cohortId: random.pick(made.cohorts).id }
  }
  const clips = await db
    .selectFrom('clips')
    .select(['id', 'ownerId', 'title', 'durationMs', 'createdAt'])
    .where('ownerId', '<>', personId)
    .orderBy('id')
    .execute()
  await makeLibrary(db, made.id, {
    ...{ random, by, audience },
    // From the third on: the first ones are taken back, paused and held.
    clips: clips
      .filter((_, n) => n % 9 === 5)
      .slice(0, 2_000)
      .map((clip) => ({ ...clip, durationMs: clip.durationMs ?? 0 })),
  })
  await crowd(db)
  return { organisationId: made.id, personId, cohortId: cohort.id }
}

/** All other clips are attested to, half of them captioned, and some were taken back, destroyed or paused once. */
async function crowd(db: Db): Promise<void> {
  await sql`create temporary table others on commit drop as
    select organisation_id, id, owner_id, random() as chance from clips where id not in (select clip_id from exemplars)`.execute(
    db,
  )
  await sql`insert into consent_attestations
      (organisation_id, id, clip_id, attested_by, scope, guardians_ok, principal_ok, adults_ok, unconsented)
    select organisation_id, gen_random_uuid(), id, owner_id, 'cohort', true, true, true, 'none present' from others`.execute(
    db,
  )
  await sql`insert into captions (organisation_id, clip_id, language, source, vtt, made_by)
    select organisation_id, id, 'en', 'uploaded', 'WEBVTT' || repeat(E'\n\n00:00.000 --> 00:09.000\nwhat is said', 60), owner_id
    from others where chance < 0.5`.execute(db)
  await sql`insert into clip_withdrawals (organisation_id, clip_id, withdrawn_by)
    select organisation_id, id, owner_id from others where chance < 0.03 on conflict do nothing`.execute(db)
  await sql`insert into clip_purges (organisation_id, clip_id, owner_id, why)
    select organisation_id, id, owner_id, 'owner' from others where chance < 0.01`.execute(db)
  await sql`insert into clip_pauses
      (organisation_id, id, clip_id, reason, kind, raised_by, resolved_by, resolved_at, resolution)
    select organisation_id, gen_random_uuid(), id, 'concern', 'tone', owner_id, owner_id, now(), 'kept'
    from others where chance between 0.03 and 0.05`.execute(db)
}
