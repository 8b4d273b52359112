import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { sweepExemplars } from '../../src/exemplars/sweep-exemplars.ts'
import { type CollectionId, type ExemplarId, type HoldId, newId } from '../../src/platform/ids.ts'
import { type Person, password } from '../support/cast.ts'
import { exemplarOf } from '../support/exemplars.ts'
import { exportOf } from '../support/exports.ts'
import { openStage, type Stage } from '../support/stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(() => stage.close())

const db = () => stage.platform.db
const deleteMe = (who: Person, words: 'keep' | 'remove') =>
  who.send('DELETE', '/api/v1/me', { body: { confirm: who.email, password, words } })
const exemplarRow = (id: ExemplarId) =>
  db().selectFrom('exemplars').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
const beside = (who: Person, exemplarId: ExemplarId, body: string) =>
  db()
    .insertInto('teachingNotes')
    .values({
      ...{
        organisationId: who.viewer.organisationId,
        id: newId(),
        exemplarId,
        authorId: who.viewer.personId,
      },
      ...{ startMs: 1_000, body, clientKey: randomUUID() },
    })
    .execute()
/** What a curator leaves in all the places there are: about an exemplar of Leslie's, and one that she was only asked for. */
async function curated(by: Person) {
  const { leslie, oak } = stage.cast
  const { organisationId, personId } = by.viewer
  const published = await exemplarOf(stage.platform, leslie, {
    by,
    words: 'why-words',
    title: 'Leslie waits',
  })
  const asked = await exemplarOf(stage.platform, leslie, { by, words: 'asking-words', state: 'asked' })
  await beside(by, published.id, 'note-words')
  await beside(leslie, published.id, 'her own note')
  await by.post(`/api/v1/exemplars/${published.id}/thanks`, { cohortId: oak, body: 'thanking-words' })
  const id = newId<CollectionId>()
  await db()
    .insertInto('collections')
    .values({
      ...{
        organisationId,
        id,
        title: 'Openings',
        introduction: 'introducing-words',
        clientKey: randomUUID(),
      },
      createdBy: personId,
    })
    .execute()
  await by.post('/api/v1/saved-searches', { name: 'searching-words', query: { q: 'waiting' } })
  return { published, asked }
}
const everyText = async (): Promise<string> => {
  const tables = [
    'exemplars',
    'teachingNotes',
    'exemplarThanks',
    'collections',
    'savedSearches',
    'exemplarWords',
  ] as const
  return JSON.stringify(
    await Promise.all(tables.map((table) => db().selectFrom(table).selectAll().execute())),
  )
}

describe('INV-34: a curator who deletes their account', () => {
  test('takes their words out of exemplars of others, which go on', async () => {
    const { ben, ana } = stage.cast
    const { published, asked } = await curated(ben)
    expect((await deleteMe(ben, 'remove')).status).toBe(204)
    const left = await everyText()
    expect(left).not.toMatch(
      /why-words|asking-words|note-words|thanking-words|introducing-words|searching-words|'asking'/,
    )
    expect(left).toContain('her own note')
    expect((await exemplarRow(asked.id)).takenBackAt).not.toBeNull()
    const { status, body } = await ana.get(`/api/v1/exemplars/${published.id}`)
    expect([status, body.words, body.state]).toEqual([200, '—', 'published'])
    expect(body.notes.map((note: { body: string }) => note.body)).toEqual(['her own note'])
    expect((await ana.get(`/api/v1/clips/${published.clipId}/playback`)).status).toBe(200)
    // By their words it is not found any more either.
    expect((await ana.get('/api/v1/exemplars?q=words')).body.total).toBe(0)
    expect((await ana.get('/api/v1/exemplars?q=waits')).body.total).toBe(1)
  })

  test('leaves them without a name where the organisation keeps them; what they asked for is asked no more', async () => {
    const { ben, leslie } = stage.cast
    const { published, asked } = await curated(ben)
    expect((await deleteMe(ben, 'keep')).status).toBe(204)
    const left = await everyText()
    expect(left).toMatch(/why-words[\s\S]*note-words[\s\S]*thanking-words[\s\S]*introducing-words/)
    expect(left).not.toContain('searching-words')
    expect((await exemplarRow(asked.id)).takenBackAt).not.toBeNull()
    const { body } = await leslie.get(`/api/v1/exemplars/${published.id}/passport`)
    expect(body.thanks).toMatchObject([{ by: { name: 'Former member' }, body: 'thanking-words' }])
    expect(body.exemplar.asked.by.name).toBe('Former member')
    expect(JSON.stringify(body)).not.toContain('Ben')
  })
})

describe('INV-34: an owner who deletes their account', () => {
  test('ends all their exemplars with it; their cards go at once, also of a clip that has to be kept', async () => {
    const { leslie, ana, ben, liz } = stage.cast
    const free = await exemplarOf(stage.platform, leslie, {
      by: liz,
      title: 'canary-free',
      goal: 'canary-goal',
    })
    const held = await exemplarOf(stage.platform, leslie, { by: liz, title: 'on hold' })
    await db()
      .insertInto('legalHolds')
      .values({
        ...{ organisationId: leslie.viewer.organisationId, id: newId<HoldId>(), clipId: held.clipId },
        ...{ basis: 'a case', placedBy: liz.viewer.personId },
      })
      .execute()
    for (const { clipId } of [free, held]) {
      expect((await ben.get(`/api/v1/clips/${clipId}`)).status).toBe(200)
    }
    expect((await deleteMe(leslie, 'remove')).status).toBe(204)
    for (const { id, clipId } of [free, held]) {
      for (const who of [ana, ben, liz]) {
        expect((await who.get(`/api/v1/clips/${clipId}`)).status).toBe(404)
        expect((await who.get(`/api/v1/exemplars/${id}`)).status).toBe(404)
      }
    }
    expect((await ben.get('/api/v1/exemplars')).body.total).toBe(0)
    expect(await everyText()).not.toContain('canary')
    await sweepExemplars(db(), AbortSignal.timeout(60_000))
    expect([await exemplarRow(free.id), await exemplarRow(held.id)]).toMatchObject([
      { endedBecause: 'purged' },
      { endedBecause: 'owner left' },
    ])
    const open = await db().selectFrom('clipAudiences').select('id').where('closedAt', 'is', null).execute()
    expect(open).toEqual([])
    const live = await db()
      .selectFrom('exemplarConsents')
      .select('id')
      .where('revokedAt', 'is', null)
      .execute()
    expect(live).toEqual([])
  })
})

describe('INV-35: of exemplars an export', () => {
  test('holds what one agreed to with its text, the thanks one got, and what one wrote about others’', async () => {
    const { leslie, ben, liz } = stage.cast
    const { published } = await curated(ben)
    const { body: text } = await leslie.get('/api/v1/exemplars/consent-text')
    await sql`update exemplar_consents set text_hash = decode(${text.hash}, 'hex')`.execute(db())
    const of = async (who: Person) =>
      JSON.parse((await exportOf(stage.platform, who)).get('exemplars.json')?.toString() ?? '{}')
    const owners = await of(leslie)
    expect(owners.owned).toMatchObject([
      { id: published.id, title: 'Leslie waits', state: 'published' },
      { title: 'A lesson', state: 'asked' },
    ])
    expect(owners.consents).toMatchObject([
      {
        exemplarId: published.id,
        audience: 'organisation',
        showsName: true,
        textSha256: text.hash,
        text: text.text,
      },
    ])
    expect(owners.thanksReceived).toMatchObject([{ cohort: 'Oak Lane', body: 'thanking-words' }])
    expect(owners.teachingNotes).toMatchObject([{ clip: 'Leslie waits', body: 'her own note' }])
    expect(JSON.stringify(owners)).not.toMatch(/note-words|why-words|asking-words|introducing-words|Ben/)

    const curators = await of(ben)
    expect(curators.nominations.map(({ words }: { words: string }) => words)).toEqual([
      'why-words',
      'asking-words',
    ])
    // The one he is only asking for he cannot see, as it is not shared with him.
    expect(curators.nominations.map(({ clip }: { clip: string | null }) => clip)).toEqual([
      'Leslie waits',
      null,
    ])
    expect(curators.teachingNotes).toMatchObject([{ body: 'note-words', startMs: 1_000 }])
    expect(curators.thanksSent).toMatchObject([{ cohort: 'Oak Lane', body: 'thanking-words' }])
    expect(curators.collections).toMatchObject([{ title: 'Openings', introduction: 'introducing-words' }])
    expect(curators.savedSearches).toMatchObject([{ name: 'searching-words', query: { q: 'waiting' } }])
    expect([curators.owned, curators.consents, curators.thanksReceived]).toEqual([[], [], []])
    expect(JSON.stringify(curators)).not.toContain('her own note')

    // Once it has ended he keeps his words, and not what the clip is called.
    await leslie.delete(`/api/v1/exemplars/${published.id}/consent`)
    expect((await of(ben)).nominations[0]).toMatchObject({ words: 'why-words', clip: null })
    expect((await of(leslie)).owned[0]).toMatchObject({ state: 'ended', receipt: { because: 'owner' } })
    expect(JSON.stringify(await of(liz))).not.toMatch(/words/)
  })

  test('is told of in its first file, in both languages', async () => {
    const readme = (await exportOf(stage.platform, stage.cast.ben)).get('README.txt')?.toString() ?? ''
    expect(readme.match(/^exemplars\.json/gm)).toHaveLength(2)
  })
})
