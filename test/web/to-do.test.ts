import { describe, expect, test } from 'vitest'
import type { Clip } from '../../src/clips/schemas.ts'
import type { Cohort } from '../../src/cohorts/schemas.ts'
import type { OwnedExemplar } from '../../src/exemplars/lifecycle-schemas.ts'
import type { News } from '../../src/threads/news-schemas.ts'
import { firstSteps } from '../../web/src/home/first-steps.ts'
import { toDo } from '../../web/src/home/to-do.ts'

const now = Date.parse('2027-03-01T12:00:00Z')
const daysAgo = (days: number) => new Date(now - days * 86_400_000).toISOString()
const clip = (more: Partial<Clip>) =>
  ({
    id: 'a',
    state: 'ready',
    failure: null,
    progress: null,
    grants: [],
    createdAt: daysAgo(1),
    ...more,
  }) as Clip
const member = (id: string, more: object = {}) => ({
  id,
  name: id,
  part: 'participant',
  agreedAt: null,
  ...more,
})
const cohort = (members: object[], norms: string | null = null) =>
  ({ id: 'c', name: 'Elm', kind: 'cohort', norms, normsNo: 1, members }) as unknown as Cohort
const nothing = {
  ...{ meId: 'me', now, invitations: [], cohorts: [], uploads: [], mine: [], news: [], exemplars: [] },
}
const exemplar = (state: string, renewBy: string | null = null) =>
  ({ id: `e ${state}`, state, renewBy }) as OwnedExemplar
const kinds = (situation: Partial<Parameters<typeof toDo>[0]>) =>
  toDo({ ...nothing, ...situation }).map(({ kind }) => kind)

describe('what there is to do', () => {
  test('is nothing where nothing waits', () => {
    expect(toDo(nothing)).toEqual([])
    const shared = clip({ grants: [{}] as Clip['grants'] })
    const others = [
      clip({ state: 'preparing' }),
      clip({ state: 'withdrawn' }),
      clip({ state: 'paused' }),
      shared,
    ]
    expect(
      kinds({ mine: others, cohorts: [cohort([member('me')])], uploads: [{ phase: 'sending' }] }),
    ).toEqual([])
  })

  test('begins with what others wait for', () => {
    const said = { clip: {}, threadId: 't' } as News
    expect(
      kinds({
        invitations: [{ id: 'i' } as never],
        cohorts: [cohort([member('me')], 'We ask first.')],
        uploads: [{ phase: 'refused' }, { phase: 'chosen' }, { phase: 'kept' }, { phase: 'paused' }],
        mine: [clip({}), clip({ state: 'failed' })],
        news: [said, said],
        exemplars: [exemplar('published', '2027-03-20'), exemplar('asked')],
      }),
    ).toEqual([
      ...['invitation', 'norms', 'exemplar-asked', 'exemplar-ending'],
      ...['upload', 'upload', 'upload', 'failed', 'unshared', 'news'],
    ])
  })

  test('speaks of exemplars that wait for an answer, or that would end without one', () => {
    const others = [exemplar('refused'), exemplar('ended', '2027-03-20'), exemplar('published')]
    expect(kinds({ exemplars: others })).toEqual([])
    expect(kinds({ exemplars: [exemplar('agreed', '2027-03-20')] })).toEqual(['exemplar-ending'])
  })

  test('counts uploads by what they wait for, and threads once', () => {
    const said = { clip: {}, threadId: 't' } as News
    const uploads = [{ phase: 'kept' }, { phase: 'paused' }] as const
    expect(toDo({ ...nothing, uploads, news: [said, said] })).toMatchObject([
      { kind: 'upload', waits: 'file', count: 2 },
      { kind: 'news', threads: 2 },
    ])
  })

  test('asks for norms only who has not agreed to those that stand', () => {
    const agreed = member('me', { agreedAt: daysAgo(1) })
    expect(kinds({ cohorts: [cohort([agreed, member('ana')], 'We ask first.')] })).toEqual([])
    expect(kinds({ cohorts: [cohort([member('me')], null)] })).toEqual([])
    expect(kinds({ cohorts: [cohort([member('me')], 'We ask first.')] })).toEqual(['norms'])
  })

  test('speaks of no clip that was left alone for a fortnight, of three at most, and of sharing only where one can', () => {
    const cohorts = [cohort([member('me')])]
    expect(kinds({ cohorts, mine: [clip({ createdAt: daysAgo(15) })] })).toEqual([])
    expect(kinds({ mine: [clip({})] })).toEqual([])
    expect(kinds({ cohorts, mine: [clip({}), clip({}), clip({}), clip({})] })).toHaveLength(3)
  })
})

describe('the first steps', () => {
  const steps = (roles: string[], cohorts: Cohort[], hasClip: boolean) =>
    firstSteps({ me: { id: 'me', roles } as never, cohorts, hasClip })
  const mine = (...others: string[]) =>
    cohort([member('me', { part: 'facilitator' }), ...others.map((id) => member(id))])

  test('are for those who may found cohorts, until there are a cohort, company and a clip', () => {
    expect(steps(['teacher'], [], false)).toBeUndefined()
    for (const role of ['teacher leader', 'program coach', 'administrator']) {
      expect(steps([role], [], false)).toEqual({ cohortId: undefined, hasCompany: false, hasClip: false })
    }
    expect(steps(['teacher leader'], [mine()], true)).toEqual({
      cohortId: 'c',
      hasCompany: false,
      hasClip: true,
    })
    expect(steps(['teacher leader'], [mine('ana')], false)).toEqual({
      ...{ cohortId: 'c', hasCompany: true, hasClip: false },
    })
    expect(steps(['teacher leader'], [mine('ana')], true)).toBeUndefined()
  })

  test('do not count a cohort that somebody else runs', () => {
    const theirs = cohort([member('me'), member('liz', { part: 'facilitator' })])
    expect(steps(['teacher leader'], [theirs], true)).toMatchObject({
      cohortId: undefined,
      hasCompany: false,
    })
  })
})
