import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { builtInProtocols } from '../../src/assignments/built-in-protocols.ts'
import { holdStages } from '../../src/assignments/hold-stages.ts'
import type { ClipId } from '../../src/platform/ids.ts'
import { assignmentOf, closeByHand, closeIn, join, moveTo, reply, start } from '../support/assignments.ts'
import type { Person } from '../support/cast.ts'
import { readyClipOf } from '../support/clips.ts'
import { openStage, type Stage } from '../support/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
  await join(stage.platform.db, stage.cast.ben, stage.cast.maple)
})
afterAll(() => stage.close())

async function sharedClip(): Promise<ClipId> {
  const { leslie, maple } = stage.cast
  const clipId = await readyClipOf(stage.platform, leslie)
  await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: maple })
  return clipId
}

async function assigned(protocol: string, at: number, presenter?: Person) {
  const { liz, maple } = stage.cast
  const clipId = await sharedClip()
  const given = { cohortId: maple, clipIds: [clipId], protocol, at, presenter }
  return { clipId, ...(await assignmentOf(stage.platform.db, liz, given)) }
}

const say = (who: Person, clipId: ClipId, said: object = {}) => start(who, clipId, stage.cast.maple, said)

describe('what is said while an assignment runs', () => {
  test('is a 409 out of turn that names the stage, in the sentence and beside it in both languages', async () => {
    const { ana, leslie } = stage.cast
    const { clipId, stage: id } = await assigned('tune-a-practice', 5, leslie)
    const { status, body } = await say(ana, clipId)
    expect([status, body.code]).toEqual([409, 'not-your-turn'])
    expect(body.detail).toBe('“Frame” is open, and it is for whoever presents.')
    expect(body.stage).toMatchObject({ id: id('frame'), name: { en: 'Frame', es: 'Plantear' } })
    expect(Date.parse(body.stage.opensAt)).toBeLessThan(Date.now())
    expect(Date.parse(body.stage.closesAt)).toBeGreaterThan(Date.now())
  })

  test('is refused with a reason and the stage that it is about, each in its own code', async () => {
    const { ana } = stage.cast
    const assignment = await assigned('evidence-ladder', 30)
    const { clipId, stage: id } = assignment
    const told = async (said: object) => {
      const { status, body } = await say(ana, clipId, said)
      return [status, body.code, body.stage?.name.en, body.detail]
    }
    expect(await told({ startMs: undefined })).toEqual([
      ...[409, 'anchor-required', 'See'],
      '“See” is about what can be seen or heard: please choose a moment of the clip.',
    ])
    expect(await told({ kind: 'appreciate' })).toEqual([
      ...[409, 'kind-not-asked', 'See'],
      '“See” asks for another kind of post: notice.',
    ])
    expect(await told({ kind: 'interpret' })).toEqual([
      ...[409, 'previous-stage-first', 'See'],
      'Please write something in “See” first; then “Make sense” is yours too.',
    ])
    expect(await told({ stageId: id('next move'), kind: 'suggest' })).toEqual([
      ...[409, 'stage-not-open', 'Next move', '“Next move” is not open yet.'],
    ])
    expect((await say(ana, clipId)).status).toBe(201)
    expect((await say(ana, clipId, { kind: 'interpret', startMs: undefined })).status).toBe(201)
    expect(await told({ stageId: id('other readings') })).toEqual([
      ...[409, 'reply-only', 'Other readings'],
      '“Other readings” is for answers: please reply to what a colleague said.',
    ])
    await closeByHand(stage.cast.liz, assignment, id('see'))
    expect(await told({ stageId: id('see') })).toEqual([409, 'stage-not-open', 'See', '“See” is closed.'])
  })

  test('lets the presenter answer where the protocol says so, and be silent where it does not', async () => {
    const { leslie, ana } = stage.cast
    const { clipId, id, stage: stageOf } = await assigned('tune-a-practice', 20, leslie)
    const { body: question } = await say(ana, clipId, { kind: 'wonder' })
    expect((await say(leslie, clipId)).body.code).toBe('not-your-turn')
    const { status, body } = await reply(leslie, question.id)
    expect([status, body.stageId]).toEqual([201, stageOf('clarify')])
    await moveTo(stage.platform.db, id, 50)
    const { body: refused } = await reply(leslie, question.id)
    expect([refused.code, refused.stage.name.en]).toEqual(['not-your-turn', 'Warm'])
    await moveTo(stage.platform.db, id, 80)
    expect((await say(leslie, clipId)).body.stageId).toBe(stageOf('reflect'))
    expect((await say(ana, clipId)).body.code).toBe('not-your-turn')
  })

  test('lets who runs the cohort, and the owner who does not present, speak wherever anybody may', async () => {
    const { leslie, liz, ana } = stage.cast
    const { clipId, id, stage: stageOf } = await assigned('tune-a-practice', 5, ana)
    for (const who of [leslie, liz]) expect((await say(who, clipId)).body.stageId).toBe(stageOf('frame'))
    await moveTo(stage.platform.db, id, 35)
    for (const who of [leslie, liz, ana]) {
      expect((await say(who, clipId)).body).toMatchObject({
        code: 'not-your-turn',
        stage: { name: { en: 'Pause' } },
      })
    }
  })

  test('belongs to no stage before, after and outside of it', async () => {
    const { ana } = stage.cast
    const { db } = stage.platform
    const { clipId, id, stage: stageOf } = await assigned('tune-a-practice', -1)
    expect((await say(ana, clipId)).body.stageId).toBeNull()
    const early = await say(ana, clipId, { stageId: stageOf('frame') })
    expect([early.status, early.body.code, early.body.stage.name.en]).toEqual([
      409,
      'stage-not-open',
      'Frame',
    ])
    await moveTo(db, id, 101)
    expect((await say(ana, clipId)).body.stageId).toBeNull()
    await moveTo(db, id, 5)
    expect((await say(ana, clipId)).status).toBe(409)
    const { personId } = stage.cast.liz.viewer
    await db
      .updateTable('assignments')
      .set({ closedBy: personId, closedAt: new Date() })
      .where('id', '=', id)
      .execute()
    const { body } = await say(ana, clipId)
    expect(body.stageId).toBeNull()
    expect((await reply(ana, body.id)).body.stageId).toBeNull()
    expect((await reply(ana, body.id, { stageId: stageOf('frame') })).body.code).toBe('stage-not-open')
  })

  test('is 404 for a stage that has nothing to do with this talk', async () => {
    const { ana } = stage.cast
    const [one, other] = [await assigned('notice-and-wonder', 10), await assigned('notice-and-wonder', 10)]
    for (const stageId of [other.stage('notice'), randomUUID()]) {
      expect((await say(ana, one.clipId, { stageId })).status).toBe(404)
    }
  })

  test('is about the clip that its stage is about', async () => {
    const { leslie, ana, liz, maple } = stage.cast
    const clipIds = [await sharedClip(), await sharedClip()] as const
    const given = { cohortId: maple, clipIds, protocol: 'try-look-try-again', at: 62, presenter: leslie }
    const { stage: id } = await assignmentOf(stage.platform.db, liz, given)
    expect((await say(leslie, clipIds[1])).body.stageId).toBe(id('again'))
    expect((await say(leslie, clipIds[0])).body.code).toBe('not-your-turn')
    expect((await say(ana, clipIds[0], { kind: 'suggest' })).body.stageId).toBe(id('strategies'))
    const { body } = await say(ana, clipIds[1], { kind: 'suggest', stageId: id('strategies') })
    expect([body.code, body.detail]).toEqual([
      'stage-not-open',
      '“Strategies” is about another clip of this assignment.',
    ])
  })

  test('opens the next stage for good once it was said: deleting it does not shut that again', async () => {
    const { ana } = stage.cast
    const { clipId } = await assigned('notice-and-wonder', 10)
    const { body } = await say(ana, clipId)
    await ana.delete(`/api/v1/comments/${body.comments[0].id}`)
    expect((await say(ana, clipId, { kind: 'wonder' })).status).toBe(201)
  })

  test('is answered again under the same key when its stage is closed since', async () => {
    const { ana } = stage.cast
    const assignment = await assigned('notice-and-wonder', 10)
    const { clipId, stage: id } = assignment
    const clientKey = randomUUID()
    const { body: first } = await say(ana, clipId, { clientKey })
    await closeByHand(stage.cast.liz, assignment, id('notice'))
    const { status, body: again } = await say(ana, clipId, { clientKey })
    expect([status, again.id]).toEqual([201, first.id])
  })

  test('is of two assignments at once, where two run, and each seals its own', async () => {
    const { ana, ben, liz, maple } = stage.cast
    const { clipId, stage: id } = await assigned('notice-and-wonder', 20)
    const second = await assignmentOf(stage.platform.db, liz, { cohortId: maple, clipIds: [clipId], at: 10 })
    const { body: one } = await say(ben, clipId)
    const { body: other } = await say(ben, clipId, { stageId: second.stage('notice') })
    expect([one.stageId, other.stageId]).toEqual([id('notice'), second.stage('notice')])
    await say(ana, clipId, { stageId: second.stage('notice') })
    const { body } = await ana.get(`/api/v1/clips/${clipId}/threads`)
    expect(body.items.map((thread: { id: string }) => thread.id)).not.toContain(one.id)
    expect(body.items.map((thread: { id: string }) => thread.id)).toContain(other.id)
  })

  test('whoever may not comment may not in a stage either', async () => {
    const { ana } = stage.cast
    const { clipId } = await assigned('notice-and-wonder', 10)
    await stage.platform.db
      .updateTable('clipGrants')
      .set({ canComment: false })
      .where('clipId', '=', clipId)
      .execute()
    expect((await say(ana, clipId)).status).toBe(403)
  })
})

describe.each(builtInProtocols.map((protocol) => [protocol.key, protocol] as const))(
  '%s, walked through',
  (key, protocol) => {
    test('takes at each of its times only what is its turn, from each of them', {
      timeout: 60_000,
    }, async () => {
      const { leslie, ana, liz, maple } = stage.cast
      const clips = [await sharedClip(), await sharedClip()] as const
      const given = { cohortId: maple, clipIds: clips, protocol: key, presenter: leslie }
      const { id, stages } = await assignmentOf(stage.platform.db, liz, given)
      const edges = [...new Set(protocol.stages.flatMap(({ opensPct, closesPct }) => [opensPct, closesPct]))]
      const times = edges
        .sort((one, other) => one - other)
        .slice(0, -1)
        .map((edge) => edge + 1)
      const wrote = new Map<Person, Set<string>>([leslie, ana, liz].map((who) => [who, new Set<string>()]))
      for (const time of times) {
        await moveTo(stage.platform.db, id, time)
        // From the last to the first: so what needs an earlier post is tried before there is one.
        for (const [at, one] of [...stages.entries()].reverse()) {
          for (const who of [leslie, ana, liz]) {
            const clipId = clips[one.clipPosition ?? 0] ?? clips[0]
            const said = { stageId: one.id, kind: one.kinds[0] ?? 'notice' }
            const { status, body } = await say(who, clipId, said)
            const mine = (whoPosts: string) =>
              whoPosts === 'all' ||
              (whoPosts === 'presenter' && who !== ana) ||
              (whoPosts === 'others' && who !== leslie)
            const before = stages.slice(0, at).findLast(({ whoPosts }) => mine(whoPosts))
            const waits =
              one.gate === 'after previous' &&
              who !== liz &&
              before !== undefined &&
              time < before.closesPct &&
              !wrote.get(who)?.has(before.id)
            const expected =
              time < one.opensPct || time >= one.closesPct
                ? 'stage-not-open'
                : !mine(one.whoPosts)
                  ? 'not-your-turn'
                  : waits
                    ? 'previous-stage-first'
                    : one.anchor === 'reply only'
                      ? 'reply-only'
                      : 'taken'
            expect([time, one.key, who.name, status === 201 ? 'taken' : body.code]).toEqual([
              time,
              one.key,
              who.name,
              expected,
            ])
            if (status === 201) wrote.get(who)?.add(one.id)
            else expect(body.detail).toContain(`“${body.stage.name.en}”`)
          }
        }
      }
    })
  },
)

describe('many at once (INV-25)', () => {
  test('two who post first at the same moment both get in, and then read each other', {
    timeout: 60_000,
  }, async () => {
    const { ana, ben } = stage.cast
    for (let round = 0; round < 15; round++) {
      const { clipId } = await assigned('notice-and-wonder', 10)
      const look = async (who: Person) =>
        (await who.get(`/api/v1/clips/${clipId}/threads`)).body.items.map(
          (thread: { comments: { author: { name: string } }[] }) => thread.comments[0]?.author.name,
        )
      const each = async (who: Person, other: Person) => {
        const [before, { status }] = await Promise.all([look(who), say(who, clipId)])
        expect(status).toBe(201)
        // Whoever saw the other's words had said their own by then.
        if (before.includes(other.name)) expect(before).toContain(who.name)
        const after = await look(who)
        expect(after).toContain(who.name)
      }
      await Promise.all([each(ana, ben), each(ben, ana)])
      expect((await look(ana)).sort()).toEqual(['Ana', 'Ben'])
      expect((await look(ben)).sort()).toEqual(['Ana', 'Ben'])
    }
  })

  test('nothing gets into a stage after it was closed by hand, however close', {
    timeout: 60_000,
  }, async () => {
    const { ana, ben, liz } = stage.cast
    let taken = 0
    let refused = 0
    for (let round = 0; round < 25; round++) {
      const assignment = await assigned('notice-and-wonder', 10)
      const { clipId, stage: id } = assignment
      const posts = [ana, ben, liz, ana, ben, liz].map(async (who, at) => {
        await new Promise((soon) => setTimeout(soon, at * 2))
        return say(who, clipId, { stageId: id('notice') })
      })
      await new Promise((soon) => setTimeout(soon, (round % 13) * 12))
      const closing = closeByHand(liz, assignment, id('notice'))
      const answers = await Promise.all(posts)
      await closing
      for (const { status, body } of answers) {
        if (status === 201) taken++
        else refused++
        expect([201, 409]).toContain(status)
        if (status === 409) expect(body.code).toBe('stage-not-open')
      }
      const late = await stage.platform.db
        .selectFrom('comments')
        .innerJoin('stageWindows', 'stageWindows.stageId', 'comments.stageId')
        .select('comments.id')
        .where('comments.stageId', '=', id('notice'))
        .whereRef('comments.createdAt', '>=', 'stageWindows.closesAt')
        .execute()
      expect(late).toEqual([])
      expect((await say(ana, clipId, { stageId: id('notice') })).status).toBe(409)
    }
    // Both ends of the race were met.
    expect(taken).toBeGreaterThan(0)
    expect(refused).toBeGreaterThan(0)
  })

  test('a post that waited for a closing is refused by it, though it came before', async () => {
    const { ana } = stage.cast
    const { clipId, id, stage: stageOf } = await assigned('notice-and-wonder', 10)
    const { db } = stage.platform
    let posting: ReturnType<typeof say> | undefined
    await db.transaction().execute(async (trx) => {
      await trx.selectFrom('assignments').select('id').where('id', '=', id).forUpdate().execute()
      posting = say(ana, clipId, { stageId: stageOf('notice') })
      await new Promise((soon) => setTimeout(soon, 300))
      await trx
        .updateTable('assignmentStages')
        .set({ closedAt: new Date() })
        .where('id', '=', stageOf('notice'))
        .execute()
    })
    const { status, body } = (await posting) ?? {}
    expect([status, body.code]).toEqual([409, 'stage-not-open'])
  })

  test('a closing waits for a post that is being written', async () => {
    const { ana } = stage.cast
    const assignment = await assigned('notice-and-wonder', 10)
    const { clipId, stage: id } = assignment
    const { db } = stage.platform
    const order: string[] = []
    let closing: Promise<unknown> | undefined
    await db.transaction().execute(async (trx) => {
      await holdStages(trx, clipId, stage.cast.maple)
      closing = closeByHand(stage.cast.liz, assignment, id('notice')).then(() => order.push('closed'))
      expect((await say(ana, clipId)).status).toBe(201)
      await new Promise((soon) => setTimeout(soon, 200))
      order.push('written')
    })
    await closing
    expect(order).toEqual(['written', 'closed'])
  })

  test('by the clock a stage ends at its instant, by the database’s time alone', {
    timeout: 60_000,
  }, async () => {
    const { ana } = stage.cast
    const realNow = Date.now
    let taken = 0
    let refused = 0
    try {
      for (let round = 0; round < 12; round++) {
        Date.now = realNow
        const { clipId, stage: id } = await assigned('notice-and-wonder', 10)
        // A server whose own clock is an hour off, in either direction, changes nothing.
        Date.now = () => realNow() + (round % 2 === 0 ? 3_600_000 : -3_600_000)
        await closeIn(stage.platform.db, id('notice'), '60 milliseconds')
        const answers = []
        for (let times = 0; times < 8; times++) {
          answers.push(await say(ana, clipId, { stageId: id('notice') }))
          await new Promise((soon) => setTimeout(soon, 5))
        }
        const statuses = answers.map(({ status }) => status)
        // Once refused, always refused.
        expect(statuses).toEqual(statuses.toSorted((one, other) => one - other))
        taken += statuses.filter((status) => status === 201).length
        refused += statuses.filter((status) => status === 409).length
        const late = await stage.platform.db
          .selectFrom('comments')
          .innerJoin('stageWindows', 'stageWindows.stageId', 'comments.stageId')
          .select('comments.id')
          .where('comments.stageId', '=', id('notice'))
          .whereRef('comments.createdAt', '>=', 'stageWindows.closesAt')
          .execute()
        expect(late).toEqual([])
      }
    } finally {
      Date.now = realNow
    }
    expect(taken).toBeGreaterThan(0)
    expect(refused).toBeGreaterThan(0)
  })
})
