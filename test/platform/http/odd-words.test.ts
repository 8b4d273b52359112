import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createCohort } from '../../../src/cohorts/create-cohort.ts'
import type { DistrictId } from '../../../src/platform/ids.ts'
import { inDays, sharedClip } from '../../support/between-meetings.ts'
import { type Person, password } from '../../support/cast.ts'
import { exemplarOf } from '../../support/exemplars.ts'
import { meetingAt } from '../../support/meetings.ts'
import { newcomer } from '../../support/newcomer.ts'
import { openStage, type Stage } from '../../support/stage.ts'

/** What shows nothing. JavaScript and PostgreSQL do not agree on which of it is a space. */
const odd = {
  'the next line': '\u0085',
  'no-break spaces': '\u00A0\u00A0',
  'an em space': '\u2003',
  'a zero-width space': '\u200B',
  'a byte order mark': '\uFEFF',
  'a tab and a line': '\t\n',
  'a unit separator': '\u001F',
  'joiners and blanks of other writings': '\u200D\u2060\u180E\u3164\u2800',
  'all of it': '\u0085\u00A0\u2003\u200B\uFEFF\t\n\u001F',
}

type Name = 'liz' | 'leslie' | 'ana' | 'dana' | 'nobody'
interface Row {
  readonly who: Name
  /** Its method and path, as the description of the API has them. */
  readonly call: string
  /** What is taken, but for the words; anew for each call where two of them would be in each other's way. */
  readonly body?: object | (() => object)
  /** The words, one at a time. */
  readonly words: readonly string[]
  readonly form?: boolean
  /** Where `{cohortId}` is not Maple Street. */
  readonly cohort?: 'pair' | 'offered'
}

const clientKey = 'a-key-of-my-own'
const block = { kind: 'holiday', name: 'x', startsOn: '2026-11-26', endsOn: '2026-11-27' }
let last = 10
const nextDay = () => inDays(++last).toISOString()
const hour = { startsAt: '15:30', minutes: 60, mode: 'in person' }
const meeting = () => ({ ...hour, startsOn: nextDay().slice(0, 10) })
const series = () => {
  const day = nextDay().slice(0, 10)
  return { ...hour, rule: { every: 'weeks', weeks: 1 }, firstOn: day, lastOn: day }
}
const stages = [
  {
    ...{ name: 'x', prompt: 'x', whoPosts: 'all', gate: 'open', anchor: 'optional', kinds: ['notice'] },
    ...{
      minPosts: 1,
      roomMinutes: 1,
      clipPosition: null,
      presenterAnswers: false,
      opensPct: 0,
      closesPct: 100,
    },
  },
]
const email = () => `${randomUUID()}@here.example`

const table: readonly Row[] = [
  {
    who: 'nobody',
    call: 'POST /api/auth/sign-in/email',
    body: { email: email(), password },
    words: ['password'],
  },
  { who: 'nobody', call: 'POST /api/auth/sign-in/link/use', body: { token: 'x' }, words: ['token'] },
  {
    ...{ who: 'nobody', call: 'POST /api/v1/setup', words: ['token', 'organisation', 'name', 'password'] },
    body: { token: 'x', organisation: 'x', name: 'x', email: email(), password },
  },
  { who: 'nobody', call: 'POST /api/v1/invitations/preview', body: { token: 'x' }, words: ['token'] },
  {
    ...{ who: 'nobody', call: 'POST /api/v1/invitations/accept', body: { token: 'x', name: 'x', password } },
    words: ['token', 'name', 'password'],
  },
  { who: 'nobody', call: 'POST /api/v1/notices/unsubscription', body: { token: 'x' }, words: ['token'] },
  {
    ...{
      who: 'dana',
      call: 'POST /api/v1/oidc-issuers',
      words: ['name', 'issuer', 'clientId', 'clientSecret'],
    },
    body: { name: 'x', issuer: 'http://127.0.0.1:1', clientId: 'x', clientSecret: 'x' },
  },
  { who: 'ana', call: 'PATCH /api/v1/me', body: {}, words: ['name'] },
  { who: 'ana', call: 'DELETE /api/v1/me', body: { confirm: 'x', password }, words: ['confirm', 'password'] },
  { who: 'ana', call: 'POST /api/v1/tokens', body: {}, words: ['name'] },
  {
    ...{ who: 'ana', call: 'PUT /api/v1/me/password', body: { current: password, next: password } },
    words: ['current', 'next'],
  },
  { who: 'dana', call: 'PATCH /api/v1/administration/people/{personId}', body: {}, words: ['name'] },
  {
    ...{ who: 'dana', call: 'PATCH /api/v1/organisation', body: {} },
    words: ['name', 'zone', 'schoolYearEnds'],
  },
  { who: 'dana', call: 'POST /api/v1/districts', body: {}, words: ['name'] },
  { who: 'dana', call: 'PATCH /api/v1/districts/{districtId}', body: {}, words: ['name'] },
  {
    who: 'dana',
    call: 'POST /api/v1/sites',
    body: { name: 'x', districtId: '{districtId}' },
    words: ['name', 'zone'],
  },
  { who: 'dana', call: 'PATCH /api/v1/sites/{siteId}', body: {}, words: ['name', 'zone'] },
  { who: 'dana', call: 'POST /api/v1/administration/calendar-blocks', body: block, words: ['name'] },
  {
    ...{ who: 'dana', call: 'PUT /api/v1/administration/work-agreements' },
    body: { districtId: null, quietFrom: null, quietUntil: null, latestDue: null, weeklyMinutes: null },
    words: ['quietFrom', 'quietUntil', 'latestDue'],
  },
  {
    ...{ who: 'dana', call: 'POST /api/v1/administration/consent-policies', words: ['text'] },
    body: { asksGuardians: true, asksPrincipal: false, asksAdults: false },
  },
  {
    who: 'dana',
    call: 'POST /api/v1/invitations',
    body: { email: email(), name: 'x' },
    words: ['name', 'words'],
  },
  { who: 'dana', call: 'PUT /api/v1/privacy/clips/{clipId}/hold', body: {}, words: ['basis'] },
  { who: 'dana', call: 'POST /api/v1/roster-imports', form: true, words: ['source'] },
  { who: 'liz', call: 'POST /api/v1/cohorts', body: { name: 'x' }, words: ['name', 'focus', 'norms'] },
  { who: 'liz', call: 'PATCH /api/v1/cohorts/{cohortId}', body: {}, words: ['name', 'focus', 'norms'] },
  {
    ...{ who: 'liz', call: 'POST /api/v1/cohorts/{cohortId}/invitations', words: ['name', 'words'] },
    body: { email: email(), name: 'x' },
  },
  { who: 'leslie', call: 'POST /api/v1/clips', form: true, words: ['title', 'sha256'] },
  { who: 'leslie', call: 'PATCH /api/v1/clips/{clipId}', body: {}, words: ['title', 'tried', 'question'] },
  { who: 'ana', call: 'POST /api/v1/clips/{clipId}/concerns', body: { kind: 'other' }, words: ['words'] },
  { who: 'leslie', call: 'PUT /api/v1/clips/{clipId}/captions/{language}', body: {}, words: ['file'] },
  {
    ...{ who: 'leslie', call: 'PUT /api/v1/clips/{clipId}/captions/{language}', words: ['cues[].text'] },
    body: { cues: [{ startMs: 0, endMs: 1_000, text: 'x' }] },
  },
  {
    ...{ who: 'liz', call: 'POST /api/v1/cohorts/{cohortId}/assignments' },
    body: () => ({
      ...{ clipIds: ['{free}'], protocol: { key: 'notice-and-wonder' } },
      ...{ opensAt: nextDay(), dueAt: nextDay() },
    }),
    words: ['protocol.key', 'words', 'question'],
  },
  { who: 'liz', call: 'PATCH /api/v1/assignments/{assignmentId}', body: {}, words: ['words', 'question'] },
  {
    ...{ who: 'liz', call: 'POST /api/v1/cohorts/{cohortId}/protocols', body: { title: 'x', stages } },
    words: ['title', 'stages[].name', 'stages[].prompt'],
  },
  {
    ...{ who: 'liz', call: 'PUT /api/v1/protocols/{protocolId}', body: { title: 'x', stages } },
    words: ['title', 'stages[].name', 'stages[].prompt'],
  },
  {
    ...{ who: 'liz', call: 'POST /api/v1/cohorts/{cohortId}/cycles', body: { question: 'x' } },
    words: ['question', 'practice'],
  },
  {
    ...{ who: 'liz', call: 'PATCH /api/v1/cycles/{cycleId}', body: {} },
    words: ['question', 'practice', 'changed', 'learned'],
  },
  {
    ...{ who: 'liz', call: 'POST /api/v1/coaching', words: ['about', 'name', 'words'] },
    body: { about: 'x', email: email(), name: 'x' },
  },
  {
    ...{ who: 'liz', call: 'PUT /api/v1/coaching/{cohortId}/invitation', cohort: 'offered' },
    ...{ body: { email: email(), name: 'x' }, words: ['name', 'words'] },
  },
  {
    ...{ who: 'liz', call: 'POST /api/v1/coaching/{cohortId}/goals', cohort: 'pair' },
    ...{ body: { body: 'x', clientKey }, words: ['body', 'clientKey'] },
  },
  {
    who: 'liz',
    call: 'PATCH /api/v1/coaching/{cohortId}/goals/{goalId}',
    cohort: 'pair',
    body: {},
    words: ['body'],
  },
  {
    ...{ who: 'liz', call: 'POST /api/v1/coaching/{cohortId}/steps', cohort: 'pair' },
    ...{ body: { body: 'x', dueOn: '2026-11-26', clientKey }, words: ['body', 'clientKey'] },
  },
  {
    who: 'liz',
    call: 'PATCH /api/v1/coaching/{cohortId}/steps/{stepId}',
    cohort: 'pair',
    body: {},
    words: ['body'],
  },
  {
    ...{ who: 'liz', call: 'POST /api/v1/coaching/{cohortId}/entries', cohort: 'pair' },
    ...{ body: { kind: 'plan', body: 'x', clientKey }, words: ['body', 'clientKey'] },
  },
  {
    ...{ who: 'liz', call: 'PATCH /api/v1/coaching/{cohortId}/entries/{entryId}', cohort: 'pair' },
    ...{ body: {}, words: ['body'] },
  },
  {
    ...{ who: 'ana', call: 'POST /api/v1/clips/{clipId}/threads', words: ['body', 'clientKey'] },
    body: { cohortId: '{cohortId}', kind: 'wonder', body: 'x', clientKey },
  },
  {
    ...{ who: 'ana', call: 'POST /api/v1/threads/{threadId}/comments', body: { body: 'x', clientKey } },
    words: ['body', 'clientKey'],
  },
  { who: 'ana', call: 'PATCH /api/v1/comments/{commentId}', body: {}, words: ['body'] },
  {
    ...{ who: 'ana', call: 'POST /api/v1/clips/{clipId}/notes', body: { startMs: 1, body: 'x', clientKey } },
    words: ['body', 'clientKey'],
  },
  { who: 'ana', call: 'PATCH /api/v1/notes/{noteId}', body: {}, words: ['body'] },
  {
    ...{ who: 'liz', call: 'POST /api/v1/cohorts/{cohortId}/meetings', body: meeting },
    words: ['startsAt', 'place', 'link', 'agenda'],
  },
  {
    ...{ who: 'liz', call: 'POST /api/v1/cohorts/{cohortId}/meeting-series/preview', body: series },
    words: ['startsAt', 'place', 'link'],
  },
  {
    ...{ who: 'liz', call: 'POST /api/v1/cohorts/{cohortId}/meeting-series', body: series },
    words: ['startsAt', 'place', 'link'],
  },
  {
    ...{ who: 'liz', call: 'PATCH /api/v1/meetings/{meetingId}', body: {} },
    words: ['startsAt', 'place', 'link', 'agenda'],
  },
  {
    ...{ who: 'ana', call: 'POST /api/v1/meetings/{meetingId}/takeaways', words: ['body', 'clientKey'] },
    body: { kind: 'decision', body: 'x', clientKey },
  },
  { who: 'ana', call: 'PATCH /api/v1/takeaways/{takeawayId}', body: {}, words: ['body'] },
  {
    ...{ who: 'leslie', call: 'POST /api/v1/clips/{clipId}/clips', words: ['title', 'clientKey'] },
    body: { title: 'x', inMs: 0, outMs: 2_000, clientKey },
  },
  {
    ...{ who: 'liz', call: 'POST /api/v1/clips/{clipId}/exemplars', words: ['words', 'title', 'clientKey'] },
    body: { reasons: ['depth'], words: 'x', audience: { kind: 'organisation' }, clientKey },
  },
  {
    ...{ who: 'leslie', call: 'PATCH /api/v1/exemplars/{exemplarId}', body: { questions: ['x'] } },
    words: ['title', 'goal', 'cameBefore', 'protocolKey', 'questions[]'],
  },
  {
    ...{ who: 'leslie', call: 'POST /api/v1/exemplars/{exemplarId}/notes', words: ['body', 'clientKey'] },
    body: { startMs: 1, body: 'x', cutNo: 1, clientKey },
  },
  {
    who: 'leslie',
    call: 'PATCH /api/v1/exemplars/{exemplarId}/notes/{noteId}',
    body: {},
    words: ['body'],
  },
  {
    ...{ who: 'ana', call: 'POST /api/v1/exemplars/{exemplarId}/thanks', words: ['body'] },
    body: { cohortId: '{cohortId}' },
  },
  {
    ...{ who: 'liz', call: 'POST /api/v1/terms', body: { kind: 'standard', code: 'x', name: 'x' } },
    words: ['code', 'name'],
  },
  { who: 'liz', call: 'PATCH /api/v1/terms/{termId}', body: {}, words: ['name'] },
  {
    ...{ who: 'liz', call: 'POST /api/v1/collections', body: { title: 'x', clientKey } },
    words: ['title', 'introduction', 'clientKey'],
  },
  {
    ...{ who: 'liz', call: 'PATCH /api/v1/collections/{collectionId}', body: {} },
    words: ['title', 'introduction'],
  },
  {
    ...{ who: 'ana', call: 'POST /api/v1/saved-searches', body: { name: 'x', query: {} } },
    words: ['name', 'query.q'],
  },
]

let stage: Stage
let ids: Record<string, string>
let cohorts: Record<'pair' | 'offered', string>
beforeAll(async () => {
  stage = await openStage()
  const { platform, cast } = stage
  const { liz, leslie, ana, dana, maple } = cast
  const made = async (who: Person, path: string, body: object): Promise<{ id: string }> => {
    const answer = await who.post(`/api/v1/${path}`, body)
    if (answer.status !== 201) throw new Error(`${path}: ${answer.status} ${answer.body.code}`)
    return answer.body
  }
  const clipId = await sharedClip(stage)
  const assigned = await sharedClip(stage)
  const meetingId = await meetingAt(platform.db, liz, maple, -60)
  const district = (await made(dana, 'districts', { name: 'x' })).id as DistrictId
  const pairOf = (...people: readonly Person[]) =>
    createCohort(platform.db, {
      ...{ organisationId: liz.viewer.organisationId, name: 'x', focus: null, kind: 'coaching' },
      members: people.map(({ viewer }, at) => ({
        ...{
          personId: viewer.personId,
          part: at === 0 ? ('facilitator' as const) : ('participant' as const),
        },
      })),
    })
  cohorts = { pair: await pairOf(liz, leslie), offered: await pairOf(liz) }
  const key = () => ({ body: 'x', clientKey: randomUUID() })
  const pair = `coaching/${cohorts.pair}`
  const thread = await made(ana, `clips/${clipId}/threads`, { cohortId: maple, kind: 'wonder', ...key() })
  ids = {
    ...{ clipId, meetingId, cohortId: maple, districtId: district, language: 'en', threadId: thread.id },
    personId: (await newcomer(stage)).viewer.personId,
    siteId: (await made(dana, 'sites', { name: 'x', districtId: district })).id,
    commentId: (await made(ana, `threads/${thread.id}/comments`, key())).id,
    noteId: (await made(ana, `clips/${clipId}/notes`, { startMs: 1, ...key() })).id,
    takeawayId: (await made(ana, `meetings/${meetingId}/takeaways`, { kind: 'decision', ...key() })).id,
    cycleId: (await made(liz, `cohorts/${maple}/cycles`, { question: 'x' })).id,
    protocolId: (await made(liz, `cohorts/${maple}/protocols`, { title: 'x', stages })).id,
    goalId: (await made(liz, `${pair}/goals`, key())).id,
    stepId: (await made(liz, `${pair}/steps`, { dueOn: '2026-11-26', ...key() })).id,
    entryId: (await made(liz, `${pair}/entries`, { kind: 'plan', ...key() })).id,
    assignmentId: (
      await made(liz, `cohorts/${maple}/assignments`, {
        ...{ clipIds: [assigned], protocol: { key: 'notice-and-wonder' }, dueAt: inDays(3).toISOString() },
      })
    ).id,
    free: await sharedClip(stage),
    termId: (await made(liz, 'terms', { kind: 'practice', name: 'x' })).id,
    collectionId: (await made(liz, 'collections', { title: 'x', clientKey: randomUUID() })).id,
  }
  const exemplar = await exemplarOf(platform, leslie, { audience: { kind: 'cohort', id: maple } })
  const note = { startMs: 1, cutNo: 1, ...key() }
  const { notes } = (await leslie.post(`/api/v1/exemplars/${exemplar.id}/notes`, note)).body
  ids = { ...ids, exemplarId: exemplar.id, teachingNoteId: notes[0].id }
})
afterAll(() => stage.close())

const filled = (text: string, { cohort }: Pick<Row, 'cohort'>): string =>
  text.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    if (name === 'cohortId' && cohort) return cohorts[cohort]
    const key = name === 'noteId' && text.includes('/exemplars/') ? 'teachingNoteId' : name
    return ids[key] ?? fail(`there is no ${key}`)
  })

function fail(what: string): never {
  throw new Error(what)
}

/** The body with the words in one place, such as `stages[].name`. */
function withWords(body: object, place: string, words: string): object {
  const copy = structuredClone(body) as Record<string, unknown>
  const keys = place.replaceAll('[]', '.0').split('.')
  const last = keys.pop() ?? ''
  let at = copy
  for (const key of keys) at = at[key] as Record<string, unknown>
  at[last] = words
  return copy
}

function formWith(place: string, words: string): FormData {
  const form = new FormData()
  for (const name of new Set(['title', 'source', place])) form.set(name, name === place ? words : 'x')
  form.set('file', new Blob(['email,name\n']), 'a.csv')
  return form
}

describe('words that show nothing', () => {
  const rows = table.flatMap((row) => row.words.map((place) => ({ ...row, place })))

  test.each(rows)('are refused, or are none: $call, $place', async (row) => {
    const [method = '', path = ''] = row.call.split(' ')
    const caller = stage.cast[row.who]
    for (const [what, words] of Object.entries(odd)) {
      const body = row.form
        ? formWith(row.place, words)
        : withWords(
            JSON.parse(filled(JSON.stringify(typeof row.body === 'function' ? row.body() : row.body), row)),
            row.place,
            words,
          )
      const answer = await caller.send(method, filled(path, row), { body })
      expect(answer.status, `${what}: ${JSON.stringify(answer.body)}`).toBeLessThan(500)
      // What was taken is kept as nothing.
      if (answer.status < 300) expect(JSON.stringify(answer.body)).not.toContain(JSON.stringify(words))
    }
  })

  test('are tried wherever the API takes any', async () => {
    const { body: api } = await stage.cast.nobody.get('/api/openapi.json')
    const places = Object.entries<Record<string, Operation>>(api.paths).flatMap(([path, operations]) =>
      Object.entries(operations).flatMap(([method, { requestBody }]) =>
        Object.values(requestBody?.content ?? {}).flatMap(({ schema }) =>
          textsIn(schema).map((place) => `${method.toUpperCase()} ${path}, ${place}`),
        ),
      ),
    )
    expect(places.length).toBeGreaterThan(80)
    expect(rows.map(({ call, place }) => `${call}, ${place}`).toSorted()).toEqual(
      [...new Set(places)].toSorted(),
    )
  })
})

interface Schema {
  readonly type?: string
  readonly format?: string
  readonly enum?: unknown
  readonly const?: unknown
  readonly anyOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly items?: Schema
}
interface Operation {
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> }
}

/** Where a schema takes any text: ids, days, addresses and choices are none. */
function textsIn(schema: Schema, at = ''): string[] {
  const isText = schema.type === 'string' && !schema.format && !schema.enum && schema.const === undefined
  return [
    ...(isText ? [at] : []),
    ...(schema.anyOf ?? []).flatMap((either) => textsIn(either, at)),
    ...Object.entries(schema.properties ?? {}).flatMap(([key, inner]) =>
      textsIn(inner, at === '' ? key : `${at}.${key}`),
    ),
    ...(schema.items ? textsIn(schema.items, `${at}[]`) : []),
  ]
}
