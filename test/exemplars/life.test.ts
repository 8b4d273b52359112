import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sweepExemplars } from '../../src/exemplars/sweep-exemplars.ts'
import { openStage, type Stage } from '../support/stage.ts'
import { type ExemplarActs, exemplarActs, type Lesson } from './exemplar-acts.ts'

let stage: Stage
let acts: ExemplarActs
beforeAll(async () => {
  stage = await openStage()
  acts = exemplarActs(stage)
})
afterAll(() => stage.close())

const actNames = [
  'nominate',
  'consent',
  'refuse',
  'take back',
  'publish',
  'unpublish',
  'end',
  'withdraw',
  'restore',
  'student withdraws',
  'raise a concern',
  'narrow',
  'depart',
  'time passes',
] as const
type Act = (typeof actNames)[number]

/** How each state is come to, in acts that are all let through. */
const paths = {
  none: [],
  asked: ['nominate'],
  agreed: ['nominate', 'consent'],
  published: ['nominate', 'consent', 'publish'],
  'agreed, and taken out again': ['nominate', 'consent', 'publish', 'unpublish'],
  refused: ['nominate', 'refuse'],
  'taken back': ['nominate', 'take back'],
  'ended by the owner': ['nominate', 'consent', 'publish', 'end'],
  'asked, the clip withdrawn': ['nominate', 'withdraw'],
  'agreed, the clip withdrawn': ['nominate', 'consent', 'withdraw'],
  'ended with the clip': ['nominate', 'consent', 'publish', 'withdraw'],
  'agreed, in a concern': ['nominate', 'consent', 'raise a concern'],
  'published, in a concern': ['nominate', 'consent', 'publish', 'raise a concern'],
  'agreed to more than those in the picture': ['nominate', 'consent', 'narrow'],
  expired: ['nominate', 'consent', 'publish', 'time passes'],
} as const satisfies Readonly<Record<string, readonly Act[]>>
type State = keyof typeof paths

/** Of each act in each state: what it is answered with, and what the exemplar then is. In the order of `actNames`. */
const table: Readonly<Record<State, readonly string[]>> = {
  none: [
    ...['201 asked', '404 none', '404 none', '404 none', '404 none', '404 none', '404 none'],
    ...['204 none', '204 none', '201 none', '201 none', '200 none', 'ok none', 'ok none'],
  ],
  asked: [
    ...['409 already-nominated asked', '200 agreed', '204 refused', '204 taken back'],
    ...['404 asked', '404 asked', '200 asked'],
    ...['204 asked', '204 asked', '201 asked', '201 asked', '200 asked', 'ok ended: owner left', 'ok asked'],
  ],
  agreed: [
    ...['409 already-nominated agreed', '200 agreed', '409 not-asked agreed', '409 not-asked agreed'],
    ...['200 published', '200 agreed', '200 ended: owner'],
    ...['204 agreed', '204 agreed', '201 agreed', '201 agreed', '200 agreed'],
    ...['ok ended: owner left', 'ok ended: expired'],
  ],
  published: [
    ...['409 already-nominated published', '200 published', '409 not-asked published'],
    ...['409 not-asked published', '200 published', '200 agreed', '200 ended: owner'],
    ...['204 ended: withdrawn', '204 published', '201 ended: consent withdrawn', '201 published'],
    ...['200 ended: consent narrowed', 'ok ended: owner left', 'ok ended: expired'],
  ],
  'agreed, and taken out again': [
    ...['409 already-nominated agreed', '200 agreed', '409 not-asked agreed', '409 not-asked agreed'],
    ...['200 published', '200 agreed', '200 ended: owner'],
    ...['204 agreed', '204 agreed', '201 agreed', '201 agreed', '200 agreed'],
    ...['ok ended: owner left', 'ok ended: expired'],
  ],
  refused: [
    ...['409 not-again refused', '409 exemplar-over refused', '204 refused', '404 refused'],
    ...['404 refused', '404 refused', '200 refused'],
    ...[
      '204 refused',
      '204 refused',
      '201 refused',
      '201 refused',
      '200 refused',
      'ok refused',
      'ok refused',
    ],
  ],
  'taken back': [
    ...['201 asked', '409 exemplar-over taken back', '409 not-asked taken back', '204 taken back'],
    ...['404 taken back', '404 taken back', '200 taken back', '204 taken back', '204 taken back'],
    ...['201 taken back', '201 taken back', '200 taken back', 'ok taken back', 'ok taken back'],
  ],
  'ended by the owner': [
    ...['201 asked', '409 exemplar-over ended: owner', '409 not-asked ended: owner', '404 ended: owner'],
    ...['404 ended: owner', '404 ended: owner', '200 ended: owner', '204 ended: owner', '204 ended: owner'],
    ...['201 ended: owner', '201 ended: owner', '200 ended: owner', 'ok ended: owner', 'ok ended: owner'],
  ],
  'asked, the clip withdrawn': [
    ...[
      '404 asked',
      '409 withdrawn asked',
      '204 refused',
      '404 asked',
      '404 asked',
      '404 asked',
      '200 asked',
    ],
    ...['204 asked', '204 asked', '201 asked', '404 asked', '200 asked', 'ok ended: owner left', 'ok asked'],
  ],
  'agreed, the clip withdrawn': [
    ...['404 agreed', '409 withdrawn agreed', '409 not-asked agreed', '404 agreed'],
    ...['404 agreed', '404 agreed', '200 ended: owner'],
    ...['204 agreed', '204 agreed', '201 agreed', '404 agreed', '200 agreed'],
    ...['ok ended: owner left', 'ok ended: expired'],
  ],
  'ended with the clip': [
    ...['404 ended: withdrawn', '409 exemplar-over ended: withdrawn', '409 not-asked ended: withdrawn'],
    ...['404 ended: withdrawn', '404 ended: withdrawn', '404 ended: withdrawn', '200 ended: withdrawn'],
    ...['204 ended: withdrawn', '204 ended: withdrawn', '201 ended: withdrawn', '404 ended: withdrawn'],
    ...['200 ended: withdrawn', 'ok ended: withdrawn', 'ok ended: withdrawn'],
  ],
  'agreed, in a concern': [
    ...['409 paused agreed', '200 agreed', '409 not-asked agreed', '409 not-asked agreed'],
    ...['409 paused agreed', '200 agreed', '200 ended: owner'],
    ...['204 agreed', '204 agreed', '201 agreed', '201 agreed', '200 agreed'],
    ...['ok ended: owner left', 'ok ended: expired'],
  ],
  'published, in a concern': [
    ...['409 paused published', '200 published', '409 not-asked published', '409 not-asked published'],
    ...['200 published', '200 agreed', '200 ended: owner'],
    ...['204 ended: withdrawn', '204 published', '201 ended: consent withdrawn', '201 published'],
    ...['200 ended: consent narrowed', 'ok ended: owner left', 'ok ended: expired'],
  ],
  'agreed to more than those in the picture': [
    ...['409 already-nominated agreed', '409 consent-scope-too-small agreed', '409 not-asked agreed'],
    ...['409 not-asked agreed', '409 consent-scope-too-small agreed', '200 agreed', '200 ended: owner'],
    ...['204 agreed', '204 agreed', '201 agreed', '201 agreed', '200 agreed'],
    ...['ok ended: owner left', 'ok ended: expired'],
  ],
  expired: [
    ...['201 asked', '409 exemplar-over ended: expired', '409 not-asked ended: expired'],
    ...['404 ended: expired', '404 ended: expired', '404 ended: expired', '200 ended: expired'],
    ...['204 ended: expired', '204 ended: expired', '201 ended: expired', '201 ended: expired'],
    ...['200 ended: expired', 'ok ended: expired', 'ok ended: expired'],
  ],
}

const nobodys = randomUUID()

async function perform(act: Act, { owner, clipId }: Lesson): Promise<string> {
  const { ana, liz } = stage.cast
  const id = (await latest(clipId))?.id ?? nobodys
  const answers = {
    nominate: () => acts.nominate(ana, clipId),
    consent: () => acts.consent(owner, id),
    refuse: () => acts.refuse(owner, id),
    'take back': () => acts.takeBack(ana, id),
    publish: () => acts.publish(liz, id),
    unpublish: () => acts.unpublish(liz, id),
    end: () => acts.end(owner, id),
    withdraw: () => acts.withdraw(owner, clipId),
    restore: () => acts.restore(owner, clipId),
    'student withdraws': () => acts.studentWithdraws(owner, clipId),
    'raise a concern': () => acts.concern(clipId),
    narrow: () => acts.attest(owner, clipId, 'cohort'),
    depart: () => acts.depart(owner),
    'time passes': () => acts.timePasses(id),
  } satisfies Record<Act, () => Promise<unknown>>
  const answer = await answers[act]()
  if (!answer || !('status' in answer)) return 'ok'
  return answer.status === 409 ? `409 ${answer.body.code}` : String(answer.status)
}

const latest = (clipId: string) =>
  stage.platform.db
    .selectFrom('exemplars')
    .selectAll()
    .where('clipId', '=', clipId as never)
    .orderBy('nominatedAt', 'desc')
    .limit(1)
    .executeTakeFirst()

/** As its rows have it, once everything that is over was settled. */
async function stateOf(clipId: string): Promise<string> {
  const { db } = stage.platform
  const row = await latest(clipId)
  if (!row) return 'none'
  if (row.endedAt) return `ended: ${row.endedBecause}`
  if (row.refusedAt) return 'refused'
  if (row.takenBackAt) return 'taken back'
  const standing = (table: 'clipAudiences' | 'exemplarConsents') =>
    db
      .selectFrom(table)
      .select('id')
      .where('exemplarId', '=', row.id)
      .where(table === 'clipAudiences' ? 'closedAt' : ('revokedAt' as never), 'is', null as never)
      .executeTakeFirst()
  if (await standing('clipAudiences')) return 'published'
  return (await standing('exemplarConsents')) ? 'agreed' : 'asked'
}

describe.each(Object.entries(paths))('an exemplar that is %s', (state, path) => {
  test.each(actNames.map((act, n) => [act, table[state as State][n] ?? ''] as const))(
    '%s: %s',
    async (act, expected) => {
      const lesson = await acts.lesson()
      for (const step of path) expect(await perform(step, lesson)).toMatch(/^(20\d|ok)$/)
      const answer = await perform(act, lesson)
      // Ben belongs to the organisation, and to nothing else that has the clip.
      const seen = (await stage.cast.ben.get(`/api/v1/clips/${lesson.clipId}/playback`)).status
      const pause = [...path, act].includes('raise a concern')
      await sweepExemplars(stage.platform.db, AbortSignal.timeout(60_000))
      const now = await stateOf(lesson.clipId)
      expect(`${answer} ${now}`).toBe(expected)
      expect(seen).toBe(now === 'published' && !pause ? 200 : 404)
    },
  )
})

test('every act in every state is there to be looked at', () => {
  for (const row of Object.values(table)) expect(row).toHaveLength(actNames.length)
})
