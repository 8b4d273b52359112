import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findClip } from '../../src/clips/find-clip.ts'
import { findClips } from '../../src/clips/find-clips.ts'
import { findShownClip } from '../../src/clips/find-shown-clip.ts'
import { findCohorts } from '../../src/cohorts/find-cohorts.ts'
import type { Viewer } from '../../src/identity/viewer.ts'
import { openDb, openPool } from '../../src/platform/db/connect.ts'
import type { Db } from '../../src/platform/db/schema.ts'
import type { ClipId } from '../../src/platform/ids.ts'
import { makeProfile } from '../../src/seed/make-profile.ts'
import { findComment, findThread } from '../../src/threads/find-thread.ts'
import { findThreads } from '../../src/threads/find-threads.ts'
import { query } from '../support/empty-database.ts'
import { growing, scansOf } from '../support/explain.ts'
import { freshDatabase } from '../support/fresh-database.ts'

const size = {
  ...{ organisations: 1, districts: 8, sites: 60, administrators: 1, coaches: 4, siteLeaders: 10 },
  ...{ leaders: 160, teachers: 3_000, cohorts: 150, clips: 5_000, comments: 25_000 },
}

let databaseUrl: string
let db: Db
let viewer: Viewer
let clipId: ClipId
beforeAll(async () => {
  databaseUrl = await freshDatabase()
  db = openDb(openPool(databaseUrl, () => {}, 2))
  const [made] = await db.transaction().execute((trx) => makeProfile(trx, 'plans', size))
  await query(databaseUrl, 'analyze')
  const [personId] = made?.cohorts[3]?.members ?? []
  if (!made || !personId) throw new Error('nobody is there')
  viewer = { organisationId: made.id, personId }
  const { items } = await findClips(db, viewer, {})
  clipId = items.find(({ owner }) => owner.id !== personId)?.id ?? expect.fail('nothing is shared')
})
afterAll(() => db.destroy())

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
  ['my cohorts', (on) => findCohorts(on, viewer, {})],
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
