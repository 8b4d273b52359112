import { randomUUID } from 'node:crypto'
import {
  type CohortId,
  type CollectionId,
  type ExemplarId,
  newId,
  type SiteId,
} from '../../src/platform/ids.ts'
import type { Platform } from '../../src/platform/platform.ts'
import type { Person } from '../support/cast.ts'
import { readyClipOf } from '../support/clips.ts'
import { type AudienceGiven, exemplarOf, type PlacedExemplar, termOf } from '../support/exemplars.ts'

interface Planting {
  readonly plant: (what: string, ...who: readonly string[]) => string
  readonly people: ReadonlyMap<string, Person>
  readonly maple: CohortId
  readonly oak: CohortId
  /** Where Ben alone works. */
  readonly oakSchool: SiteId
}

/**
 * Exemplars in every state, each with a text to be found wherever it can be written: asked for, agreed to, published to a
 * cohort, to a school, to the whole organisation and in another one, and ended. No office belongs to the first two
 * audiences; to the third everybody here does, and reads what is for everybody.
 */
export async function plantExemplars(platform: Platform, planting: Planting): Promise<void> {
  const { plant, people, maple, oak, oakSchool } = planting
  const who = (name: string) => people.get(name) as Person
  const [leslie, ana, ben, liz] = ['Leslie', 'Ana', 'Ben', 'Liz'].map(who) as [Person, Person, Person, Person]
  const here = [...people.keys()].filter((name) => name !== 'Eve' && name !== 'Mona')
  const there = ['Eve', 'Mona']

  const place = async (
    what: string,
    owner: Person,
    reach: readonly string[],
    given: { state?: 'asked' | 'agreed'; audience?: AudienceGiven; showsName?: boolean; by?: Person } = {},
  ): Promise<PlacedExemplar> => {
    const said = (text: string) => plant(`${text} of ${what}`, ...reach)
    const watchers = given.state ? ['Leslie', 'Liz', 'Ana'] : reach
    const clipId = await readyClipOf(platform, owner, {
      title: plant(`title of the clip of ${what}`, ...watchers),
      content: Buffer.from(`${plant(`bytes of ${what}`, ...watchers)} `.repeat(20)),
      original: Buffer.from(`${plant(`original of ${what}`)} `.repeat(20)),
    })
    await owner.patch(`/api/v1/clips/${clipId}`, {
      // For those it is shared with, and no audience.
      tried: plant(`what was tried in ${what}`, ...(given.state ? watchers : [owner.name])),
    })
    if (given.state) await owner.post(`/api/v1/clips/${clipId}/grants`, { cohortId: maple })
    const exemplar = await exemplarOf(platform, owner, {
      ...{ by: liz, ...given, clipId, words: said('why'), title: said('title'), goal: said('goal') },
      ...{ cameBefore: said('what came before'), questions: [said('question')] },
    })
    await note(owner, exemplar.id, said('teaching note'))
    return exemplar
  }
  const note = (author: Person, exemplarId: ExemplarId, body: string) =>
    platform.db
      .insertInto('teachingNotes')
      .values({
        ...{ ...idsOf(author), id: newId(), exemplarId, authorId: author.viewer.personId, startMs: 1_000 },
        ...{ body, clientKey: randomUUID() },
      })
      .execute()
  const study = (author: Person, { clipId }: PlacedExemplar, body: string) =>
    author.post(`/api/v1/clips/${clipId}/threads`, {
      ...{ cohortId: oak, kind: 'notice', startMs: 1_000, body, clientKey: randomUUID() },
    })

  await place('an exemplar asked for', leslie, ['Leslie', 'Liz'], { state: 'asked' })
  await place('an exemplar agreed to', leslie, ['Leslie', 'Liz'], { state: 'agreed' })
  const ofCohort = await place('an exemplar for a cohort', leslie, ['Leslie', 'Ana', 'Ben'], {
    audience: { kind: 'cohort', id: oak },
  })
  const ofSchool = await place('an exemplar for a school', leslie, ['Leslie', 'Ben'], {
    ...{ audience: { kind: 'site', id: oakSchool }, showsName: false },
  })
  const ofAll = await place('an exemplar for everybody', leslie, here)
  const elsewhere = await place('an exemplar elsewhere', who('Eve'), there, { by: who('Eve') })
  const ended = await place('an exemplar that ended', leslie, ['Leslie'], {})

  await leslie.send('PUT', `/api/v1/clips/${ofCohort.clipId}/captions/en`, {
    body: {
      cues: [
        { startMs: 1_000, endMs: 2_000, text: plant('captions of an exemplar', 'Leslie', 'Ana', 'Ben') },
      ],
    },
  })
  // Its owner does not read what a cohort says while it studies.
  await study(ben, ofCohort, plant('talk of those who study', 'Ben', 'Ana'))
  await study(ana, ofCohort, plant('more talk of those who study', 'Ben', 'Ana'))
  await study(ben, ofSchool, plant('talk at a school', 'Ben'))
  await study(ben, ended, plant('own words about what ended', 'Ben'))
  await ben.post(`/api/v1/exemplars/${ofCohort.id}/thanks`, {
    ...{ cohortId: oak, body: plant('thanks for an exemplar', 'Leslie', 'Ben') },
  })
  await plantShelves(platform, {
    plant,
    here,
    there,
    leader: liz,
    reader: ben,
    oak,
    ofCohort,
    ofAll,
    elsewhere,
    eve: who('Eve'),
  })

  await leslie.delete(`/api/v1/exemplars/${ended.id}/consent`)
  const { receipt } = await platform.db
    .selectFrom('exemplars')
    .select('receipt')
    .where('id', '=', ended.id)
    .executeTakeFirstOrThrow()
  await platform.db
    .updateTable('exemplars')
    .set({ receipt: JSON.stringify({ ...receipt, collections: [plant('where an exemplar was', 'Leslie')] }) })
    .where('id', '=', ended.id)
    .execute()
}

interface Shelves {
  readonly plant: Planting['plant']
  readonly here: readonly string[]
  readonly there: readonly string[]
  readonly leader: Person
  readonly reader: Person
  readonly eve: Person
  readonly oak: CohortId
  readonly ofCohort: PlacedExemplar
  readonly ofAll: PlacedExemplar
  readonly elsewhere: PlacedExemplar
}

/** An organisation's words, collections of everybody and of a cohort, and what somebody looks for. */
async function plantShelves(platform: Platform, shelves: Shelves): Promise<void> {
  const { plant, here, there, leader, reader, eve, oak, ofCohort, ofAll, elsewhere } = shelves
  const { db } = platform
  for (const [by, exemplarId, readers, where] of [
    [leader, ofAll.id, here, 'here'],
    [eve, elsewhere.id, there, 'elsewhere'],
  ] as const) {
    const kind = 'standard'
    const code = plant(`code of a standard ${where}`, ...readers)
    const standard = await termOf(platform, by, {
      kind,
      code,
      name: plant(`name of a standard ${where}`, ...readers),
    })
    await db
      .insertInto('exemplarTags')
      .values({ ...idsOf(by), exemplarId, termId: standard })
      .execute()
  }
  const collect = async (
    by: Person,
    what: string,
    readers: readonly string[],
    ofOne: CohortId | null,
    of: PlacedExemplar,
  ) => {
    const id = newId<CollectionId>()
    await db
      .insertInto('collections')
      .values({
        ...{ ...idsOf(by), id, cohortId: ofOne, clientKey: randomUUID(), createdBy: by.viewer.personId },
        title: plant(`title of ${what}`, ...readers),
        introduction: plant(`introduction of ${what}`, ...readers),
      })
      .execute()
    await db
      .insertInto('collectionItems')
      .values({ ...idsOf(by), collectionId: id, exemplarId: of.id, position: 0, addedBy: by.viewer.personId })
      .execute()
  }
  await collect(leader, 'a collection for everybody', here, null, ofAll)
  await collect(leader, 'another collection for everybody', here, null, ofCohort)
  await collect(reader, 'a collection of a cohort', ['Ana', 'Ben'], oak, ofCohort)
  await collect(eve, 'a collection elsewhere', there, null, elsewhere)
  for (const [by, what] of [
    [reader, 'a saved search'],
    [eve, 'a saved search elsewhere'],
  ] as const) {
    await db
      .insertInto('savedSearches')
      .values({
        ...{
          ...idsOf(by),
          id: newId(),
          personId: by.viewer.personId,
          name: plant(`name of ${what}`, by.name),
        },
        query: JSON.stringify({ q: plant(`what is looked for by ${what}`, by.name) }),
      })
      .execute()
  }
}

const idsOf = ({ viewer: { organisationId } }: Person) => ({ organisationId })
