import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ReadyClip } from '../../src/clips/write-ready-clips.ts'
import { writeReadyClips } from '../../src/clips/write-ready-clips.ts'
import { type ClipId, newId } from '../../src/platform/ids.ts'
import { Random } from '../../src/seed/random.ts'
import type { Cast } from '../support/cast.ts'
import { type MadeAudience, type MadeExemplar, makeLibrary } from '../support/library.ts'
import { openStage, type Stage } from '../support/stage.ts'

let stage: Stage
let cast: Cast
beforeAll(async () => {
  stage = await openStage()
  cast = stage.cast
})
afterAll(() => stage.close())

const everybody: MadeAudience = { kind: 'organisation', cohortId: null, siteId: null, districtId: null }

/** Exemplars of Leslie's with these titles, for everybody here unless said otherwise; the last one is the newest. */
async function publish(titles: readonly string[], audience = everybody): Promise<MadeExemplar[]> {
  const { viewer } = cast.leslie
  const clips = titles.map(
    (title): ReadyClip => ({
      ...{ id: newId<ClipId>(), ownerId: viewer.personId, title, durationMs: 200_000, createdAt: new Date() },
    }),
  )
  return stage.platform.db.transaction().execute(async (trx) => {
    await writeReadyClips(trx, viewer.organisationId, clips)
    return makeLibrary(trx, viewer.organisationId, {
      ...{ random: new Random(newId()), clips, by: cast.liz.viewer.personId, audience: () => audience },
      terms: [0, 0, 0],
    })
  })
}

const titlesOf = (body: { items: { title: string }[] }): string[] =>
  body.items.map(({ title }) => title.split(' ').slice(0, -1).join(' '))

const ask = (q: string, more = '') => cast.ana.get(`/api/v1/exemplars?q=${encodeURIComponent(q)}${more}`)

describe('words', () => {
  beforeAll(async () => {
    await publish([
      'Zebra crossing and counting',
      'Counting zebras, zebras and zebras',
      'Las jirafas corrían',
    ])
    await publish(['Giraffes for Oak Lane alone'], { ...everybody, kind: 'cohort', cohortId: cast.oak })
  })

  test.each([
    ['zebra', 2, 'in the plural, too'],
    ['ZEBRAS crossing', 1, 'all of them'],
    ['"zebra crossing"', 1, 'a phrase'],
    ['"crossing zebra"', 0, 'a phrase in its order'],
    ['zebra -crossing', 1, 'without one'],
    ['crossing or jirafa', 2, 'either'],
    ['corriendo', 1, 'in Spanish'],
    ['the zebra', 2, 'the small ones do not count'],
    ['zeb', 2, 'as far as it was typed'],
    ['counting zeb', 2, 'the last as far as it was typed'],
    ['zeb counting', 0, 'but not the others'],
    ['jirafas cor', 1, 'the last in Spanish'],
    ['"zeb"', 0, 'a phrase is meant as it is'],
    ['zebra -zebras', 0, 'what is without itself is nothing'],
    ['okapi', 0, 'nowhere'],
  ])('%s finds %i: %s', async (q, count) => {
    const { status, body } = await ask(q)
    expect(status).toBe(200)
    expect(body.total).toBe(count)
    expect(body.items).toHaveLength(count)
  })

  test('put what speaks of it most first', async () => {
    const { body } = await ask('zebra')
    expect(titlesOf(body)).toEqual(['Counting zebras, zebras and zebras', 'Zebra crossing and counting'])
  })

  test('of what somebody does not see change nothing for them', async () => {
    const { body } = await cast.liz.get('/api/v1/exemplars?q=giraffes')
    expect(body).toMatchObject({ items: [], total: 0 })
    expect(titlesOf((await cast.ben.get('/api/v1/exemplars?q=giraffes')).body)).toEqual([
      'Giraffes for Oak Lane alone',
    ])
    // Had the exact word been looked for among all, nobody would have tried its beginning for Liz.
    await publish(['Giraffesque'])
    expect(titlesOf((await cast.liz.get('/api/v1/exemplars?q=giraffes')).body)).toEqual(['Giraffesque'])
  })

  test.each([
    ...[
      '',
      ' ',
      '"',
      '""',
      "'",
      "''''",
      '\\',
      '-',
      '--',
      '!',
      '&',
      '|',
      ':*',
      '<->',
      '()',
      '((((',
      '%',
      '_',
      '*',
    ],
    ...[
      'a & b | !c',
      "O'Brien's",
      "'; drop table exemplars; --",
      'zebra:*',
      'zebra:ABCD',
      '<2>',
      '-zebra',
      '- zebra',
    ],
    ...[
      'or',
      'or or or',
      'and',
      'the of a',
      'de la y',
      'no',
      'a',
      '"the"',
      '-"',
      '"-"',
      'zebra "',
      'zebra or',
    ],
    ...[
      '🌻',
      '👩‍🏫 zebra',
      'e\u0301',
      '\u202e',
      '\ufeff',
      '\ufffd',
      '\0',
      'ze\0bra',
      '\n\t',
      'دراسة',
      '分数',
      'ﬁ',
      'İ',
    ],
    ...[
      'x'.repeat(2_000),
      'ä'.repeat(2_000),
      'ab '.repeat(700),
      '🌻'.repeat(500),
      '-'.repeat(2_000),
      '"'.repeat(999),
    ],
    ...[
      'a or '.repeat(400),
      '-a '.repeat(600),
      '1.2.3.4/5 a@b.example https://x.example/?y=z',
      '1e309',
      '\u{10ffff}',
    ],
  ])('that are odd are no error: %j', async (q) => {
    const { status, body } = await ask(q)
    expect(status).toBe(200)
    expect(body.items.length).toBe(Math.min(50, body.total))
  })

  test('that are no words ask for nothing', async () => {
    const { body: all } = await cast.ana.get('/api/v1/exemplars')
    expect((await ask(' " -- ')).body.total).toBe(all.total)
    expect((await ask('')).body.total).toBe(all.total)
  })

  test('that cannot be read from an address are refused, and are no fault of ours', async () => {
    for (const address of ['q=%', 'q=%ff%fe', 'q=%c0%80', 'q=a&q=b', 'q[]=a']) {
      expect((await cast.ana.get(`/api/v1/exemplars?${address}`)).status).toBeLessThan(500)
    }
  })
})

describe('what is chosen', () => {
  test.each([
    'contentArea=alchemy',
    'gradeBand=K',
    'practice=x',
    'length=endless',
    'captions=xx',
    'limit=0',
    'after=x',
    `after=${Buffer.from('[1,2,"x"]').toString('base64url')}`,
    `after=${Buffer.from('[1e99,2,"x"]').toString('base64url')}`,
    `standard=${'x'.repeat(2_000)}`,
  ])('must be something to choose: %s', async (query) => {
    expect((await cast.ana.get(`/api/v1/exemplars?${query}`)).status).toBe(400)
  })

  test('stays to be dropped where nothing has it, by its name if it is a word of theirs', async () => {
    const { db } = stage.platform
    const { organisationId } = cast.ana.viewer
    const term = async (organisation: string) =>
      (
        await sql<{ id: string }>`insert into terms (organisation_id, id, kind, name)
          values (${organisation}, gen_random_uuid(), 'practice', ${`Waiting ${organisation}`}) returning id`.execute(
          db,
        )
      ).rows[0]?.id ?? expect.fail()
    const [own, other] = [await term(organisationId), await term(cast.eve.viewer.organisationId)]
    const { body } = await cast.ana.get(
      `/api/v1/exemplars?practice=${own}&practice=${other}&standard=${own}&captions=so&limit=1`,
    )
    expect(body.total).toBe(0)
    expect(body.facets.practice).toEqual([
      { value: own, code: null, name: `Waiting ${organisationId}`, count: 0 },
    ])
    expect(body.facets.standard).toEqual([])
    expect(body.facets.captions).toEqual([{ value: 'so', count: 0 }])
  })
})

describe('pages', () => {
  const readAll = async (first: string, between: () => Promise<unknown> = async () => {}) => {
    const ids: string[] = []
    for (let after: string | null = ''; after !== null; ) {
      const { body } = await cast.ana.get(`${first}${after === '' ? '' : `&after=${after}`}`)
      ids.push(...body.items.map(({ id }: { id: string }) => id))
      after = body.next
      await between()
    }
    return ids
  }

  test('tell each once, in one order, whatever is published meanwhile', async () => {
    const { body } = await cast.ana.get('/api/v1/exemplars?limit=200')
    const before = body.items.map(({ id }: { id: string }) => id)
    const db = stage.platform.db
    const ids = await readAll('/api/v1/exemplars?limit=2', async () => {
      const made = await publish(['Something new'])
      await sql`update clip_audiences set opened_at = now() where exemplar_id = ${made[0]?.id}`.execute(db)
    })
    expect(ids).toEqual(before)
  })

  test('do so where all of them fit the words as well, and were published at the same instant', async () => {
    const made = await publish(Array.from({ length: 9 }, () => 'Wombats'))
    const { db } = stage.platform
    const all = made.map(({ id }) => id)
    await sql`update exemplar_words set document = to_tsvector('english', 'wombats')
      where exemplar_id in (${sql.join(all)})`.execute(db)
    await sql`update clip_audiences set opened_at = '2026-03-04T05:06:07.123456Z'
      where exemplar_id in (${sql.join(all)})`.execute(db)
    const ids = await readAll('/api/v1/exemplars?limit=2&q=wombat', () =>
      publish(['Wombats, wombats, wombats']),
    )
    expect(ids).toEqual(all.toSorted().reverse())
    // The beginning of a word goes through its pages in the same way.
    await sql`delete from exemplar_words where exemplar_id not in (${sql.join(all)})`.execute(db)
    expect(await readAll('/api/v1/exemplars?limit=4&q=wom')).toEqual(ids)
  })

  test('tell whole sums, wherever they begin', async () => {
    const first = (await cast.ana.get('/api/v1/exemplars?limit=3')).body
    const second = (await cast.ana.get(`/api/v1/exemplars?limit=3&after=${first.next}`)).body
    expect(second.total).toBe(first.total)
    expect(second.facets).toEqual(first.facets)
  })
})

test('its owner finds their own exemplars, too, and other organisations nothing', async () => {
  const [mine] = await publish(['Mine'])
  const { items } = (await cast.leslie.get('/api/v1/exemplars?q=mine')).body
  expect(items.map(({ id }: { id: string }) => id)).toContain(mine?.id)
  expect((await cast.eve.get('/api/v1/exemplars')).body).toMatchObject({ items: [], total: 0, next: null })
  expect((await cast.nobody.get('/api/v1/exemplars')).status).toBe(401)
})
