/**
 * Does what one person reads get slower as everybody else adds more? The same person, in one cohort with ten clips, 200
 * comments, five meetings and four assignments, one of which runs, in a database that holds nothing else, and in one that
 * holds a whole network for a year as well, where their own organisation has two thousand exemplars for everybody. The
 * pages are all that the server looks up for one.
 *
 *   node bench/reach.ts [cohorts of the network, 640 unless given] [exemplars, 2000 unless given]
 *
 * How to read it: milliseconds are medians of one read, taken in turn in both databases by the same process, so that the
 * machine's load meets both. A ratio of about 1 means that reading does not depend on what others do; the target is at most
 * 1.5. Below it stand the tables that PostgreSQL would read whole; there must be none of those that grow (tables that are
 * empty here, or fit into a few pages, are rightly read so).
 */
import { sql } from 'kysely'
import { findAssignments } from '../src/assignments/find-assignments.ts'
import { findClips } from '../src/clips/find-clips.ts'
import { findShownClip } from '../src/clips/find-shown-clip.ts'
import { writeReadyClips } from '../src/clips/write-ready-clips.ts'
import { findShownCohort } from '../src/cohorts/find-cohorts.ts'
import { writeCohorts } from '../src/cohorts/write-cohorts.ts'
import { writeMemberships } from '../src/cohorts/write-memberships.ts'
import { createOrganisation } from '../src/identity/create-organisation.ts'
import type { Viewer } from '../src/identity/viewer.ts'
import { writePeople } from '../src/identity/write-people.ts'
import { findMeetings } from '../src/meetings/find-meetings.ts'
import { countNew } from '../src/notices/count-new.ts'
import { findNotices } from '../src/notices/find-notices.ts'
import { primeHomePage, primeWatchPage } from '../src/pages/prime-page.ts'
import type { Db } from '../src/platform/db/schema.ts'
import type { ClipId, CohortId, OrganisationId, PersonId } from '../src/platform/ids.ts'
import { makeClips } from '../src/seed/make-clips.ts'
import { makeMeetings } from '../src/seed/make-meetings.ts'
import { type MadeOrganisation, times } from '../src/seed/make-organisation.ts'
import { makeProfile } from '../src/seed/make-profile.ts'
import { Random } from '../src/seed/random.ts'
import { sizes } from '../src/seed/sizes.ts'
import { findNews } from '../src/threads/find-news.ts'
import { findThreads } from '../src/threads/find-threads.ts'
import { growing, scansOf } from '../test/support/explain.ts'
import { makeLibrary } from '../test/support/library.ts'
import { onOwnPostgres } from './own-database.ts'

const part = Number(process.argv[2] ?? 640) / 640
const size = Object.fromEntries(
  Object.entries(sizes.network).map(([name, total]) => [name, Math.max(13, Math.round(total * part))]),
) as unknown as typeof sizes.network
const exemplars = Number(process.argv[3] ?? 2_000)
const rounds = 300
const say = (line: string) => process.stdout.write(`${line}\n`)

interface Place {
  readonly db: Db
  readonly viewer: Viewer
  readonly clipId: ClipId
  readonly cohortId: CohortId
}

const reads: Readonly<Record<string, (on: Db, place: Place) => Promise<unknown>>> = {
  'my clips': (on, { viewer }) => findClips(on, viewer, {}),
  'one clip': (on, { viewer, clipId }) => findShownClip(on, viewer, clipId),
  'the news': (on, { viewer }) => findNews(on, viewer, {}),
  'its talk': (on, { viewer, clipId }) => findThreads(on, viewer, clipId, {}),
  notices: (on, { viewer }) => Promise.all([findNotices(on, viewer, {}), countNew(on, viewer)]),
  'home page': (on, { viewer }) => primeHomePage(on, viewer),
  'cohort page': (on, { viewer, cohortId }) =>
    Promise.all([
      findShownCohort(on, viewer, cohortId),
      findMeetings(on, viewer, cohortId, {}),
      findAssignments(on, viewer, cohortId, {}),
      findClips(on, viewer, { cohortId }),
    ]),
  'clip page': (on, { viewer, clipId }) => primeWatchPage(on, viewer, clipId),
}

await onOwnPostgres(async (open) => {
  const [small, large] = [await open('small'), await open('large')]
  const smallPlace = await small.db
    .transaction()
    .execute(async (trx) => addOnePerson(trx, await createOrganisation(trx, 'Small')))
  const start = performance.now()
  const largePlace = await large.db.transaction().execute(async (trx) => {
    const [first] = await makeProfile(trx, 'network', size)
    if (!first) throw new Error('there is no network')
    await addExemplars(trx, first)
    return addOnePerson(trx, first.id)
  })
  const places = [
    { db: small.db, ...smallPlace },
    { db: large.db, ...largePlace },
  ] as const
  for (const { db } of places) await sql`vacuum analyze`.execute(db)
  say(`made in ${((performance.now() - start) / 1000).toFixed(0)} s:`)
  for (const { db } of places) say(await held(db))

  say(`\n${''.padEnd(12)}   small   large   ratio`)
  for (const [what, read] of Object.entries(reads)) {
    const [few, many] = await medians(read, places)
    say(`${what.padEnd(12)} ${ms(few)} ${ms(many)}   ${(many / few).toFixed(2)}`)
  }
  say('')
  const grown = await tablesGrown(large.db)
  for (const [what, read] of Object.entries(reads)) {
    const { scans } = await scansOf(large.url, (on) => read(on, places[1]))
    const whole = scans.filter(({ node }) => node === 'Seq Scan').map(({ table }) => table)
    const wrong = whole.filter((table) => grown.has(table))
    say(`${what.padEnd(12)} reads whole: ${[...new Set(whole)].join(', ') || 'nothing'}`)
    if (wrong.length > 0) {
      say(`             AND MUST NOT: ${wrong.join(', ')}`)
      process.exitCode = 1
    }
  }
})

/** Of the tables that grow with what everybody does, those that did here: of a few pages PostgreSQL rightly reads all. */
async function tablesGrown(db: Db): Promise<Set<string>> {
  const { rows } = await sql<{ relname: string }>`
    select relname from pg_class where relkind = 'r' and relpages > 8 and relname in (${sql.join(growing)})`.execute(
    db,
  )
  return new Set(rows.map(({ relname }) => relname))
}

/** Clips of the organisation's teachers that everybody in it may watch. */
async function addExemplars(db: Db, { id, teachers, leaders }: MadeOrganisation): Promise<void> {
  const random = new Random('exemplars')
  const [by] = leaders
  if (!by || exemplars === 0) return
  const clips = times(exemplars, (n) => ({
    ...{ id: random.id<ClipId>(new Date()), ownerId: random.pick(teachers), title: `Exemplar ${n}` },
    ...{ durationMs: 60_000 + random.whole(900_000), createdAt: new Date() },
  }))
  await writeReadyClips(db, id, clips)
  const audience = () => ({ kind: 'organisation' as const, cohortId: null, siteId: null, districtId: null })
  await makeLibrary(db, id, { random, clips, by, audience })
}

/** Twenty people in a cohort of an organisation, ten clips, nine of them shared, and 200 comments, in the middle of a fortnight. */
async function addOnePerson(db: Db, organisationId: OrganisationId): Promise<Omit<Place, 'db'>> {
  const random = new Random('one person')
  // Three fortnights and some days ago, so that the third assignment runs.
  const since = new Date(Date.now() - 45 * 86_400_000)
  const people = times(20, (n) => ({
    ...{ id: random.id<PersonId>(since), name: `Person ${n}`, email: `one-${n}@bench.example`, siteId: null },
    roles: ['teacher'] as const,
  }))
  await writePeople(db, organisationId, people, null)
  const members = people.map(({ id }) => id)
  const cohortId = random.id<CohortId>(since)
  await writeCohorts(db, organisationId, [{ id: cohortId, name: 'One cohort' }])
  await writeMemberships(
    db,
    organisationId,
    members.map((personId) => ({ cohortId, personId, part: 'participant' })),
  )
  const cohorts = [{ id: cohortId, members }]
  const [clip] = await makeClips(db, organisationId, cohorts, { random, clips: 10, comments: 200, since })
  await makeMeetings(db, organisationId, cohorts, { random, meetings: 5, assignments: 4, since })
  const personId = members.find((id) => id !== clip?.ownerId)
  if (!clip || !personId) throw new Error('nobody is there')
  return { viewer: { organisationId, personId }, clipId: clip.id, cohortId }
}

async function medians(
  read: (on: Db, place: Place) => Promise<unknown>,
  places: readonly [Place, Place],
): Promise<[number, number]> {
  const taken: [number[], number[]] = [[], []]
  for (let round = -30; round < rounds; round++) {
    for (const at of [0, 1] as const) {
      const start = performance.now()
      await read(places[at].db, places[at])
      if (round >= 0) taken[at].push(performance.now() - start)
    }
  }
  return [median(taken[0]), median(taken[1])]
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

function ms(value: number): string {
  return value.toFixed(2).padStart(7)
}

async function held(db: Db): Promise<string> {
  const { rows } = await sql<Record<string, number>>`
    select (select count(*) from cohorts) as cohorts, (select count(*) from people) as people,
      (select count(*) from clips) as clips, (select count(*) from comments) as comments,
      (select count(*) from meetings) as meetings,
      (select count(*) from clip_audiences) as audiences, (select count(*) from assignments) as assignments`.execute(
    db,
  )
  return Object.entries(rows[0] ?? {})
    .map(([table, count]) => `${count} ${table}`)
    .join(', ')
}
