import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { holdStages } from '../../src/assignments/hold-stages.ts'
import { findClip } from '../../src/clips/find-clip.ts'
import { findClips } from '../../src/clips/find-clips.ts'
import { findShownClip } from '../../src/clips/find-shown-clip.ts'
import { findCohorts } from '../../src/cohorts/find-cohorts.ts'
import { findLibrary } from '../../src/exemplars/find-library.ts'
import { findMine } from '../../src/exemplars/find-mine.ts'
import { showCollections } from '../../src/exemplars/show-collections.ts'
import { showExemplar } from '../../src/exemplars/show-exemplar.ts'
import type { Viewer } from '../../src/identity/viewer.ts'
import { countNew } from '../../src/notices/count-new.ts'
import { findNotices } from '../../src/notices/find-notices.ts'
import { noteSeen } from '../../src/notices/note-seen.ts'
import { openDb, openPool } from '../../src/platform/db/connect.ts'
import type { Db } from '../../src/platform/db/schema.ts'
import type { ClipId } from '../../src/platform/ids.ts'
import { makeProfile } from '../../src/seed/make-profile.ts'
import { findClipNews } from '../../src/threads/find-clip-news.ts'
import { findNews } from '../../src/threads/find-news.ts'
import { findSeals } from '../../src/threads/find-seals.ts'
import { findComment, findThread } from '../../src/threads/find-thread.ts'
import { findThreads } from '../../src/threads/find-threads.ts'
import { assignmentsEverywhere } from '../support/assignments.ts'
import { query } from '../support/empty-database.ts'
import { growing, scansOf } from '../support/explain.ts'
import { freshDatabase } from '../support/fresh-database.ts'
import { happeningsEverywhere } from '../support/happenings-everywhere.ts'

const size = {
  ...{ organisations: 1, districts: 8, sites: 60, administrators: 1, coaches: 4, siteLeaders: 10 },
  ...{ leaders: 160, teachers: 3_000, cohorts: 150, clips: 5_000, comments: 25_000 },
  ...{ meetings: 2_000, assignments: 1_850, exemplars: 500 },
}

let databaseUrl: string
let db: Db
let viewer: Viewer
let clipId: ClipId
beforeAll(async () => {
  databaseUrl = await freshDatabase()
  db = openDb(openPool(databaseUrl, () => {}, 2))
  const [made] = await db.transaction().execute((trx) => makeProfile(trx, 'plans', size))
  await assignmentsEverywhere(databaseUrl)
  await happeningsEverywhere(databaseUrl)
  await query(databaseUrl, 'analyze')
  const [personId] = made?.cohorts[3]?.members ?? []
  if (!made || !personId) throw new Error('nobody is there')
  viewer = { organisationId: made.id, personId }
  const { items } = await findClips(db, viewer, {})
  clipId = items.find(({ owner }) => owner?.id !== personId)?.id ?? expect.fail('nothing is shared')
})
afterAll(() => db.destroy())

/** The viewer says that they have seen what there is. */
const sawNow = () => noteSeen(db, viewer, new Date().toISOString())

const reads: readonly [string, (db: Db) => Promise<unknown>][] = [
  ['my clips', (on) => findClips(on, viewer, {})],
  [
    'a page further down',
    async (on) =>
      findClips(on, viewer, { after: (await findClips(on, viewer, { limit: 5 })).next ?? expect.fail() }),
  ],
  ['one clip', (on) => findShownClip(on, viewer, clipId)],
  ['a clip beyond reach', (on) => findClip(on, viewer, viewer.personId as never).catch(() => {})],
  ['the talk about a clip', (on) => findThreads(on, viewer, clipId, {})],
  [
    'one thread',
    async (on) =>
      findThread(on, viewer, (await findThreads(on, viewer, clipId, {})).items[0]?.id ?? expect.fail()),
  ],
  [
    'one comment',
    async (on) =>
      findComment(
        on,
        viewer,
        (await findThreads(on, viewer, clipId, {})).items[0]?.comments[0]?.id ?? expect.fail(),
      ),
  ],
  [
    'the clips of a cohort',
    async (on) => {
      const [cohort] = (await findCohorts(on, viewer, {})).items
      const clips = { cohortId: cohort?.id ?? expect.fail() }
      expect((await findClips(on, viewer, clips)).items.length).toBeGreaterThan(0)
    },
  ],
  ['clips of others', (on) => findClips(on, viewer, { owner: 'others' })],
  [
    'what is new',
    async (on) => {
      const { next } = await findNews(on, viewer, { limit: 5 })
      expect((await findNews(on, viewer, { after: next ?? expect.fail() })).items).not.toEqual([])
    },
  ],
  [
    'how much is new',
    async (on) => expect((await findClipNews(on, viewer, {})).items.length).toBeGreaterThan(0),
  ],
  [
    'the stages of what runs',
    async (on) => {
      const [cohort] = (await findCohorts(on, viewer, {})).items
      const [clip] = (await findClips(on, viewer, { cohortId: cohort?.id ?? expect.fail() })).items
      expect(await holdStages(on, clip?.id ?? expect.fail(), cohort?.id ?? expect.fail())).toHaveLength(3)
    },
  ],
  ['what is sealed', async (on) => expect((await findSeals(on, viewer, clipId)).held).toBeLessThan(9)],
  ['my cohorts', (on) => findCohorts(on, viewer, {})],
  [
    'my notices',
    async (on) => {
      const { items, next } = await findNotices(on, viewer, { limit: 5 })
      expect(items.length).toBeGreaterThan(0)
      expect((await findNotices(on, viewer, { after: next ?? expect.fail() })).items).not.toEqual([])
    },
  ],
  [
    'the library',
    async (on) => expect((await findLibrary(on, viewer, { q: 'come' })).total).toBeGreaterThan(9),
  ],
  [
    'one exemplar',
    async (on) => {
      const [first] = (await findLibrary(on, viewer, { limit: 1 })).items
      expect((await showExemplar(on, viewer, first?.id ?? expect.fail())).state).toBe('published')
    },
  ],
  ['my exemplars', (on) => findMine(on, viewer)],
  ['collections', async (on) => expect((await showCollections(on, viewer)).items).toHaveLength(1)],
  [
    'how many I have not seen, before I ever looked and after',
    async (on) => {
      const { count } = await countNew(on, viewer)
      await sawNow()
      // Of the school year that is made up some is still to come.
      expect((await countNew(on, viewer)).count).toBeLessThan(count)
    },
  ],
]

describe('what it takes to read', () => {
  test.each(reads)(
    '%s does not grow with what others do: no table of theirs is read whole',
    async (_what, read) => {
      const { scans, queries } = await scansOf(databaseUrl, read)
      expect(queries).toBeGreaterThan(0)
      const whole = scans.filter(({ node, table }) => node === 'Seq Scan' && growing.includes(table))
      expect(whole).toEqual([])
    },
  )

  test('is really asked: a query without an index shows', async () => {
    const { scans } = await scansOf(databaseUrl, (on) =>
      on.selectFrom('comments').select('id').where('body', '=', 'x').execute(),
    )
    expect(scans).toMatchObject([{ node: 'Seq Scan', table: 'comments' }])
  })
})
