import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { captionLanguages } from '../../src/captions/languages.ts'
import { contentAreas, gradeBands, lengths } from '../../src/exemplars/kinds.ts'
import { writeToken } from '../../src/identity/create-token.ts'
import { newSecret } from '../../src/identity/token-secret.ts'
import type { CohortId, DistrictId, OrganisationId, PersonId, SiteId } from '../../src/platform/ids.ts'
import { makeProfile } from '../../src/seed/make-profile.ts'
import { Random } from '../../src/seed/random.ts'
import { Caller } from '../support/caller.ts'
import { libraryWords, type MadeAudience, type MadeExemplar, makeLibrary } from '../support/library.ts'
import { openStage, type Stage } from '../support/stage.ts'
import { type Asked, BruteForce, facetNames, find, readRows, type Shelf } from './brute-force.ts'

const size = {
  ...{ organisations: 2, districts: 4, sites: 10, administrators: 2, coaches: 2, siteLeaders: 4 },
  ...{
    leaders: 8,
    teachers: 100,
    cohorts: 10,
    clips: 600,
    comments: 20,
    meetings: 10,
    assignments: 10,
    exemplars: 0,
  },
}

interface Person {
  readonly who: string
  readonly api: Caller
  readonly shelf: Shelf
}

const random = new Random('finding')
let stage: Stage
let people: Person[]
/** What the one who rates owners would see if they did not. */
let unrated: number
let terms: Record<'practice' | 'look-for' | 'standard', string[]>
beforeAll(async () => {
  stage = await openStage()
  const { db } = stage.platform
  const made: MadeExemplar[] = []
  const organisations = await db.transaction().execute(async (trx) => {
    const organisations = await makeProfile(trx, 'library', size)
    for (const { id } of organisations) made.push(...(await shelve(id)))
    return organisations

    async function shelve(organisationId: OrganisationId) {
      const of = async <Id extends string>(table: 'cohorts' | 'sites' | 'districts' | 'people') => {
        const rows = await trx
          .selectFrom(table)
          .select('id')
          .where('organisationId', '=', organisationId)
          .execute()
        return rows.map(({ id }) => id as string as Id)
      }
      const [cohorts, sites] = [await of<CohortId>('cohorts'), await of<SiteId>('sites')]
      const districts = await of<DistrictId>('districts')
      const [by] = await of<PersonId>('people')
      const clips = await trx
        .selectFrom('clips')
        .select(['id', 'ownerId', 'title', 'durationMs', 'createdAt'])
        .where('organisationId', '=', organisationId)
        .orderBy('id')
        .limit(220)
        .execute()
      if (!by) throw new Error('nobody is there')
      const none = { cohortId: null, siteId: null, districtId: null }
      const audiences: (() => MadeAudience)[] = [
        () => ({ ...none, kind: 'organisation' }),
        () => ({ ...none, kind: 'district', districtId: random.pick(districts) }),
        () => ({ ...none, kind: 'site', siteId: random.pick(sites) }),
        () => ({ ...none, kind: 'cohort', cohortId: random.pick(cohorts) }),
      ]
      return makeLibrary(trx, organisationId, {
        ...{ random, by, terms: [4, 6, 12] },
        clips: clips.map(({ durationMs, ...clip }) => ({ ...clip, durationMs: durationMs ?? 0 })),
        audience: (n) => audiences[n % audiences.length]?.() ?? { ...none, kind: 'organisation' },
      })
    }
  })
  await spoil(made)

  const rows = await readRows(stage.databaseUrl)
  const oracle = new BruteForce(rows, made)
  terms = Object.fromEntries(
    ['practice', 'look-for', 'standard'].map((kind) => [
      kind,
      rows.terms.filter((term) => term.kind === kind).map(({ id }) => id),
    ]),
  ) as typeof terms
  const [here, there] = organisations
  if (!here || !there) throw new Error('there is nobody')
  const rater = rows.evaluators.find(({ organisation_id }) => organisation_id === here.id)?.evaluator_id
  const isHere = (id: PersonId) => rows.people.find((one) => one.id === id).state === 'active'
  const [member, another] = here.cohorts.map(({ members }) =>
    members.find((id) => here.teachers.includes(id) && isHere(id)),
  )
  const watched: [string, OrganisationId, PersonId | undefined][] = [
    ['somebody in a cohort', here.id, member],
    ['somebody in another', here.id, another],
    ['a facilitator', here.id, here.leaders.find(isHere)],
    ['an administrator', here.id, here.administrators[0]],
    ['somebody who rates owners', here.id, rater],
    ['somebody in another organisation', there.id, there.teachers.find(isHere)],
  ]
  people = []
  unrated = new BruteForce({ ...rows, evaluators: [] }, made).shelfOf(rater).length
  for (const [who, organisationId, personId] of watched) {
    if (!personId) throw new Error(`${who} is nobody`)
    const token = newSecret('itl')
    await writeToken(db, { organisationId, personId }, 'tests', token)
    const api = new Caller(stage.baseUrl, { authorization: `Bearer ${token}` })
    people.push({ who, api, shelf: oracle.shelfOf(personId) })
  }
})
afterAll(() => stage.close())

/** One after the other, everything that takes an exemplar out of sight; and some of it that does not, or not any more. */
async function spoil(made: readonly MadeExemplar[]): Promise<void> {
  const { db } = stage.platform
  const pause = (clipId: string, resolved: boolean) => sql`
    insert into clip_pauses (organisation_id, id, clip_id, reason, kind, raised_by, resolved_by, resolved_at, resolution)
    select organisation_id, gen_random_uuid(), id, 'concern', 'tone', owner_id, owner_id,
      ${resolved ? sql`now(), 'kept'` : sql`null, null`} from clips where id = ${clipId}`
  const ways: ((each: MadeExemplar) => { execute(on: typeof db): Promise<unknown> })[] = [
    ({ clipId }) => sql`insert into clip_withdrawals (organisation_id, clip_id, withdrawn_by)
      select organisation_id, id, owner_id from clips where id = ${clipId} on conflict do nothing`,
    ({ clipId }) => sql`insert into clip_purges (organisation_id, clip_id, owner_id, why)
      select organisation_id, id, owner_id, 'owner' from clips where id = ${clipId}`,
    ({ clipId }) => pause(clipId, false),
    ({ clipId }) => pause(clipId, true),
    ({ id }) => sql`update exemplar_consents set revoked_at = now() where exemplar_id = ${id}`,
    ({ id }) => sql`update clip_audiences set until = now() - interval '1 second' where exemplar_id = ${id}`,
    ({ id }) =>
      sql`update clip_audiences set closed_at = now(), closed_because = 'curator' where exemplar_id = ${id}`,
    ({ clipId }) => sql`update consent_attestations set scope = 'cohort' where clip_id = ${clipId}`,
    ({ clipId }) => sql`update consent_attestations set replaced_at = now() where clip_id = ${clipId}`,
    ({ ownerId }) => sql`update people set state = 'departed' where id = ${ownerId}`,
    ({ id }) => sql`delete from exemplar_tags where exemplar_id = ${id}`,
    ({ clipId }) => sql`delete from captions where clip_id = ${clipId}`,
    ({ clipId }) => sql`update consent_attestations set scope = 'network' where clip_id = ${clipId}`,
  ]
  for (const [n, each] of made.entries()) {
    // Thirteen ways and four kinds of audience: each meets each.
    if (n % 3 === 0) await ways[(n / 3) % ways.length]?.(each).execute(db)
  }
}

/** Words that end differently and mean the same are none of the oracle's business. */
const known = libraryWords.filter((word) => word !== 'launch')

function anything(): Asked {
  const [a, b] = [random.pick(known), random.pick(known)]
  const words: Pick<Asked, 'q' | 'words'>[] = [
    ...[{}, {}],
    { q: a, words: (has) => has(a) },
    { q: `${a.toUpperCase()}  ${b}`, words: (has) => has(a) && has(b) },
    { q: `${a} or ${b}`, words: (has) => has(a) || has(b) },
    { q: `${a} -${b}`, words: (has) => has(a) && !has(b) },
  ]
  const some = (values: readonly string[], chance: number) =>
    random.chance(chance) ? Array.from({ length: 1 + random.whole(3) }, () => random.pick(values)) : []
  return {
    ...random.pick(words),
    contentArea: some(contentAreas, 0.3),
    gradeBand: some(gradeBands, 0.3),
    practice: some(terms.practice, 0.2),
    lookFor: some(terms['look-for'], 0.2),
    standard: some(terms.standard, 0.2),
    length: some(lengths, 0.2),
    captions: some(captionLanguages.slice(0, 3), 0.2),
  }
}

const addressOf = (asked: Asked, limit = 200): string => {
  const query = new URLSearchParams({ limit: String(limit) })
  if (asked.q !== undefined) query.set('q', asked.q)
  for (const facet of facetNames) for (const value of asked[facet] ?? []) query.append(facet, value)
  return `/api/v1/exemplars?${query}`
}

interface Counted {
  readonly value: string
  readonly count: number
}

/** Without those that nothing has. */
const countedOf = (counts: readonly (readonly [string, number])[]): [string, number][] =>
  counts
    .filter(([, count]) => count > 0)
    .map(([value, count]): [string, number] => [value, count])
    .toSorted()

describe('the library', () => {
  test('shows each of them something else, and something', () => {
    const shelves = people.map(({ shelf }) =>
      shelf
        .map(({ id }) => id)
        .toSorted()
        .join(),
    )
    expect(new Set(shelves).size).toBe(people.length)
    for (const { shelf } of people) expect(shelf.length).toBeGreaterThan(15)
    const rater = people.find(({ who }) => who === 'somebody who rates owners')
    expect(rater?.shelf.length).toBeLessThan(unrated)
  })

  test('finds and counts what looking at every row finds, in two hundred searches by six people', async () => {
    let found = 0
    for (let n = 0; n < 200; n++) {
      const asked = anything()
      await Promise.all(
        people.map(async ({ who, api, shelf }) => {
          const { status, body } = await api.get(addressOf(asked))
          const expected = find(shelf, asked)
          const about = `${who}, ${addressOf(asked)}`
          expect(status, about).toBe(200)
          const ids = (body.items as { id: string }[]).map(({ id }) => id)
          // By relevance they are in another order, which is tested elsewhere.
          if (asked.q === undefined) expect(ids, about).toEqual(expected.ids)
          else expect(ids.toSorted(), about).toEqual(expected.ids.toSorted())
          expect(body.total, about).toBe(expected.ids.length)
          for (const facet of facetNames) {
            const counts = body.facets[facet].map((each: Counted) => [each.value, each.count] as const)
            const expectedCounts = Object.entries(expected.facets[facet])
            expect(countedOf(counts), `${about} ${facet}`).toEqual(countedOf(expectedCounts))
          }
          found += ids.length
        }),
      )
    }
    expect(found).toBeGreaterThan(1_000)
  }, 240_000)
})
