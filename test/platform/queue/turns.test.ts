import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openDb, openPool } from '../../../src/platform/db/connect.ts'
import type { Db } from '../../../src/platform/db/schema.ts'
import type { OrganisationId, PersonId } from '../../../src/platform/ids.ts'
import { claimRow, findNext } from '../../../src/platform/queue/claim-row.ts'
import { forgetOwner } from '../../../src/platform/queue/forget-owner.ts'
import { scansOf } from '../../support/explain.ts'
import { freshDatabase } from '../../support/fresh-database.ts'

let databaseUrl: string
let db: Db
beforeAll(async () => {
  databaseUrl = await freshDatabase()
  db = openDb(openPool(databaseUrl, () => undefined))
})
afterAll(() => db.destroy())
beforeEach(async () => {
  await db.deleteFrom('outbox').execute()
})

const organisations = new Map<string, OrganisationId>()
async function organisation(name: string): Promise<OrganisationId> {
  const known = organisations.get(name)
  if (known) return known
  const id = randomUUID() as OrganisationId
  await db.insertInto('organisations').values({ id, name }).execute()
  organisations.set(name, id)
  return id
}
const owners = new Map<string, PersonId>()
function owner(name: string): PersonId {
  const known = owners.get(name) ?? (randomUUID() as PersonId)
  owners.set(name, known)
  return known
}

interface Given {
  /** `Organisation` or `Organisation/owner`; nothing is nobody’s. */
  readonly of?: string
  readonly isShared?: boolean
  readonly priority?: number
  readonly isHinted?: boolean
  readonly notBefore?: Date
  readonly isRunning?: boolean
  readonly queue?: string
}

let made = 0
async function wait(label: string, given: Given = {}): Promise<string> {
  const { of = '', isShared = false, priority = 0, isHinted = true, notBefore, isRunning = false } = given
  const [of1 = '', of2] = of.split('/')
  // Ids grow with time, as those of enqueue do.
  const id = `00000000-0000-7000-8000-${(++made).toString(16).padStart(12, '0')}`
  await db
    .insertInto('outbox')
    .values({
      ...{ id, queue: given.queue ?? 'media', job: label, payload: '{}', attempts: 3, onceKey: null },
      ...{ organisationId: of1 ? await organisation(of1) : null, ownerId: of2 ? owner(of2) : null },
      ...{ isShared, priority, isHinted, notBefore: notBefore ?? null },
      ...{ publishedAt: isHinted ? new Date() : null, finishedAt: null, gaveUpBecause: null },
      ...{ runner: isRunning ? randomUUID() : null, seenAt: isRunning ? new Date() : null },
    })
    .execute()
  return id
}
const claim = (rowId: string = randomUUID(), queue: 'media' | 'mail' = 'media') =>
  claimRow(db, { queue, rowId }, randomUUID())
const finish = (id: string) =>
  db.updateTable('outbox').set({ finishedAt: new Date(), seenAt: null }).where('id', '=', id).execute()
/** One after the other, each done before the next is taken. */
async function inOrder(): Promise<string> {
  const labels: string[] = []
  for (let row = await claim(); row; row = await claim()) {
    labels.push(row.job)
    await finish(row.id)
  }
  return labels.join(' ')
}

describe('whose turn it is', () => {
  const shared = { isShared: true }
  const table: [title: string, rows: Record<string, Given>, order: string][] = [
    ['oldest first, where all is one owner’s', { a: { of: 'A/x' }, b: { of: 'A/x' } }, 'a b'],
    [
      'organisations go round, however much one of them has',
      { a1: { of: 'A/x' }, a2: { of: 'A/x' }, a3: { of: 'A/y' }, b1: { of: 'B/z' }, c1: { of: 'C/w' } },
      'a1 b1 c1 a3 a2',
    ],
    [
      'owners go round within their organisation, and do not gain by being many',
      { x1: { of: 'A/x' }, x2: { of: 'A/x' }, y1: { of: 'A/y' }, z1: { of: 'B/z' }, z2: { of: 'B/z' } },
      'x1 z1 y1 z2 x2',
    ],
    [
      'what is shared goes before what is private, within one’s own',
      { p: { of: 'A/x' }, s: { of: 'A/x', ...shared } },
      's p',
    ],
    [
      'and before what is private of others in the same round, and not in the next',
      {
        x1: { of: 'A/x' },
        y1: { of: 'A/y', ...shared },
        y2: { of: 'A/y', ...shared },
      },
      'y1 x1 y2',
    ],
    [
      'and of other organisations in the same round',
      { a: { of: 'A/x' }, b: { of: 'B/z', ...shared }, b2: { of: 'B/z', ...shared } },
      'b a b2',
    ],
    [
      'what makes watchable goes before what makes better, also where that is shared',
      { better: { of: 'A/x', priority: 1, ...shared }, watchable: { of: 'A/x' } },
      'watchable better',
    ],
    [
      'what is nobody’s takes turns like anybody',
      { n1: {}, n2: {}, a1: { of: 'A/x' }, o1: { of: 'A' }, a2: { of: 'A/x' } },
      'n1 a1 n2 o1 a2',
    ],
    [
      'what is not due, or has no hint yet, has no turn',
      {
        later: { of: 'A/x', notBefore: new Date(Date.now() + 3_600_000) },
        silent: { of: 'B/z', isHinted: false },
        now: { of: 'A/x', notBefore: new Date(Date.now() - 1000) },
      },
      'now',
    ],
    [
      'in the same round those come first of whom less runs',
      { r: { of: 'A/x', isRunning: true }, a: { of: 'A/x' }, b: { of: 'B/z' } },
      'b a',
    ],
    ['queues are nothing to each other', { q: { of: 'A/x', queue: 'quick' }, m: { of: 'A/x' } }, 'm'],
  ]
  test.each(table)('%s', async (_, rows, order) => {
    for (const [label, given] of Object.entries(rows)) await wait(label, given)
    expect(await inOrder()).toBe(order)
  })

  test('who was not there for a while joins the round that is under way, and catches up with nobody', async () => {
    for (let n = 1; n <= 6; n++) await wait(`a${n}`, { of: 'A/x' })
    for (let n = 0; n < 3; n++) await finish((await claim())?.id ?? '')
    for (let n = 1; n <= 3; n++) await wait(`b${n}`, { of: 'B/z' })
    expect(await inOrder()).toBe('b1 a4 b2 a5 b3 a6')
  })

  test('an owner who sends their fifth waits for the first of a colleague who comes later', async () => {
    for (let n = 1; n <= 5; n++) await wait(`x${n}`, { of: 'A/x' })
    const labels: (string | undefined)[] = []
    for (let n = 0; n < 2; n++) {
      const row = await claim()
      labels.push(row?.job)
      await finish(row?.id ?? '')
    }
    await wait('y1', { of: 'A/y' })
    expect([...labels, await inOrder()].join(' ')).toBe('x1 x2 y1 x3 x4 x5')
  })

  test('a hint of a row that just comes to be is enough for it, before anybody sees that it went out', async () => {
    const id = await wait('a', { of: 'A/x', isHinted: false })
    expect((await claim(id))?.id).toBe(id)
    expect(await claim(id)).toBeUndefined()
  })

  test('mail and upkeep come as their hints do', async () => {
    const first = await wait('1', { queue: 'mail', of: 'A/x' })
    const second = await wait('2', { queue: 'mail', of: 'A/x' })
    expect((await claim(second, 'mail'))?.id).toBe(second)
    expect((await claim(first, 'mail'))?.id).toBe(first)
    expect(await claim(first, 'mail')).toBeUndefined()
  })

  test('what belonged to somebody who was erased is nobody’s', async () => {
    await wait('a', { of: 'A/gone' })
    await forgetOwner(db, owner('gone'))
    expect((await db.selectFrom('outbox').select('ownerId').execute()).map(({ ownerId }) => ownerId)).toEqual(
      [null],
    )
    expect(await inOrder()).toBe('a')
  })
})

describe('many at once', () => {
  test('each row is taken once, and turns are kept, by eight that claim at the same time', async () => {
    for (let n = 0; n < 20; n++) await wait(`A${n}`, { of: `A/x${n % 2}` })
    for (let n = 0; n < 10; n++) await wait(`B${n}`, { of: 'B/z' })
    const taken: string[] = []
    await Promise.all(
      Array.from({ length: 8 }, async () => {
        for (let row = await claim(); row; row = await claim()) taken.push(row.id)
      }),
    )
    expect(taken).toHaveLength(30)
    expect(new Set(taken).size).toBe(30)
    const rows = await db
      .selectFrom('outbox')
      .select(['job', 'organisationTurn', 'ownerTurn'])
      .orderBy('organisationTurn')
      .execute()
    const turnsOf = (letter: string) =>
      rows.filter(({ job }) => job.startsWith(letter)).map(({ organisationTurn }) => organisationTurn)
    // No turn of an organisation was given twice, and while both waited each had one in every round.
    expect(turnsOf('A')).toEqual(Array.from({ length: 20 }, (_, n) => n + 1))
    expect(turnsOf('B')).toEqual(Array.from({ length: 10 }, (_, n) => n + 1))
  })

  test('whatever three organisations send, nobody who waits sees another served three times', async () => {
    for (const seed of [1, 2, 3]) {
      await db.deleteFrom('outbox').execute()
      await simulate(random(seed))
    }
  })
})

describe('ten thousand that wait', () => {
  test('are looked at by an index, one row of each owner', async () => {
    const ids = await Promise.all(['A', 'B', 'C'].map(organisation))
    await sql`
      insert into outbox (id, organisation_id, owner_id, queue, job, payload, attempts, published_at, is_hinted)
      select gen_random_uuid(), (array[${sql.join(ids.map((id) => sql`${id}::uuid`))}])[1 + n % 3],
        ('00000000-0000-4000-8000-' || lpad((n % 60)::text, 12, '0'))::uuid,
        'media', 'big', '{}', 3, now(), true from generate_series(1, 10000) as n`.execute(db)
    await sql`
      insert into outbox (id, organisation_id, owner_id, queue, job, payload, attempts, finished_at, organisation_turn, owner_turn)
      select gen_random_uuid(), ${ids[0]}, ('00000000-0000-4000-8000-' || lpad((n % 60)::text, 12, '0'))::uuid,
        'media', 'done', '{}', 3, now(), n, n from generate_series(1, 10000) as n`.execute(db)
    await sql`analyze outbox`.execute(db)
    const { scans, queries } = await scansOf(databaseUrl, (watched) =>
      findNext(watched, { queue: 'media', rowId: randomUUID() }),
    )
    expect(queries).toBe(1)
    const ofOutbox = scans.filter(({ table }) => table === 'outbox')
    expect(ofOutbox.length).toBeGreaterThan(4)
    expect(ofOutbox.filter(({ node }) => node === 'Seq Scan')).toEqual([])
    // Some hundreds; more where rows of before were not cleared from the index yet. All of them would be twenty thousand.
    expect(await rowsRead()).toBeLessThan(2000)
  })
})

/** How many rows of the outbox PostgreSQL reads to find the next. */
async function rowsRead(): Promise<number> {
  const before = await readSoFar()
  await findNext(db, { queue: 'media', rowId: randomUUID() })
  return (await readSoFar()) - before
}
async function readSoFar(): Promise<number> {
  const { rows } = await sql<{ read: number }>`
    select pg_stat_force_next_flush(),
      (select seq_tup_read + coalesce(idx_tup_fetch, 0) from pg_stat_user_tables where relname = 'outbox') as read
  `.execute(db)
  return rows[0]?.read ?? 0
}

/** Numbers that look random, the same for the same seed. */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31
    return state / 2 ** 31
  }
}

/**
 * Uploads come and jobs end in a random order, on two slots. While somebody waits without a break, no other organisation
 * is served more than twice before theirs is, and no colleague more than twice before they are.
 */
async function simulate(next: () => number): Promise<void> {
  const people = ['A/a1', 'A/a2', 'A/a3', 'B/b1', 'B/b2', 'C/c1']
  const pick = <T>(from: readonly T[]): T => from[Math.floor(next() * from.length)] as T
  const waiting = new Map<string, number>(people.map((of) => [of, 0]))
  const servedMeanwhile = new Map<string, Map<string, number>>()
  const running: string[] = []
  const places = (of: string): [string, string][] => {
    const [organisationName = ''] = of.split('/')
    return [
      ['organisation', organisationName],
      [organisationName, of],
    ]
  }
  const waits = (level: string, who: string) =>
    [...waiting].some(([of, count]) => count > 0 && places(of).some(([l, w]) => l === level && w === who))
  const everybody = [...new Map(people.flatMap(places).map((place) => [place.join(' '), place])).values()]

  for (let step = 0; step < 160; step++) {
    const what = next()
    if (what < 0.4) {
      const of = what < 0.25 ? 'A/a1' : pick(people)
      await wait(of, { of, isShared: next() < 0.5, priority: next() < 0.5 ? 1 : 0 })
      waiting.set(of, (waiting.get(of) ?? 0) + 1)
    } else if (running.length < 2) {
      const row = await claim()
      if (!row) {
        expect([...waiting.values()].every((count) => count === 0)).toBe(true)
        continue
      }
      running.push(row.id)
      for (const [level, who] of places(row.job)) {
        servedMeanwhile.delete(`${level} ${who}`)
        for (const [l, other] of everybody) {
          if (l !== level || other === who || !waits(level, other)) continue
          const counts = servedMeanwhile.get(`${level} ${other}`) ?? new Map<string, number>()
          counts.set(who, (counts.get(who) ?? 0) + 1)
          servedMeanwhile.set(`${level} ${other}`, counts)
          expect(counts.get(who), `${who} while ${other} waited`).toBeLessThanOrEqual(2)
        }
      }
      waiting.set(row.job, (waiting.get(row.job) ?? 0) - 1)
      for (const [level, who] of everybody) if (!waits(level, who)) servedMeanwhile.delete(`${level} ${who}`)
    } else {
      await finish(running.splice(Math.floor(next() * running.length), 1)[0] as string)
    }
  }
}
