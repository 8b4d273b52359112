import { describe, expect, test } from 'vitest'
import type { Assignment, Stage } from '../../src/assignments/schemas.ts'
import type { Meeting } from '../../src/meetings/schemas.ts'
import { fortnight } from '../../web/src/home/fortnight.ts'

const now = Date.parse('2026-11-23T15:00:00Z')
const meeting = (id: string, startsAt: string, given: Partial<Meeting> = {}): Meeting =>
  ({
    ...{ id, startsAt, endsAt: startsAt.replace('T21', 'T23'), cancelledAt: null, zone: 'America/Chicago' },
    ...{
      cohort: { id: 'maple', name: 'Maple Street' },
      mode: 'in person',
      place: null,
      link: null,
      ...given,
    },
  }) as Meeting
const thursday = meeting('thursday', '2026-11-26T21:30:00Z')
const stage = (mine: Partial<Stage['mine']> = {}, given: Partial<Stage> = {}): Stage =>
  ({
    ...{ id: 'stage', name: { en: 'Notice', es: 'Notar' }, clipPosition: null, state: 'open' },
    mine: { ...{ posts: 0, mayPost: true, why: null, asked: true, left: 2, minutes: 6 }, ...mine },
    ...given,
  }) as Stage
const half = stage({ posts: 1, left: 1, minutes: 3 })
const done = { asksMeNow: false, stages: [stage({ posts: 2, left: 0, minutes: 0 })] }
const fractions = {
  id: 'clip',
  position: 0,
  title: 'Fractions',
  durationMs: 360_000,
  owner: { id: 'leslie', name: 'Leslie' },
}
const assignment = (given: object = {}): Assignment =>
  ({
    ...{ id: 'first', cohort: { id: 'maple', name: 'Maple Street' }, forMeeting: { id: 'thursday' } },
    ...{ dueAt: '2026-11-25T21:00:00Z', minutes: 12, state: 'open', asksMeNow: true },
    ...{ clips: [fractions], stages: [stage()] },
    ...given,
  }) as Assignment
const at = (assignments: Assignment[], meetings = [thursday]) =>
  fortnight({ meId: 'ana', now, meetings, assignments })
const told = (items: ReturnType<typeof at>['items']) =>
  items.map((item) =>
    item.kind === 'watch'
      ? `watch ${item.title} by ${item.owner} ${item.minutes}`
      : `say ${item.posts} ${item.stage.en} ${item.minutes}`,
  )

describe('this fortnight', () => {
  test('is the next meeting that takes place, and others of the two weeks', () => {
    const meetings = [
      meeting('over', '2026-11-20T21:30:00Z'),
      meeting('cancelled', '2026-11-24T21:30:00Z', { cancelledAt: '2026-11-20T00:00:00Z' }),
      thursday,
      meeting('soon', '2026-12-03T21:30:00Z'),
      meeting('later', '2026-12-10T21:30:00Z'),
    ]
    const { meeting: next, further, isReady } = at([], meetings)
    expect([next?.id, further.map(({ id }) => id), isReady]).toEqual(['thursday', ['soon'], false])
  })

  test('says what to watch and what to say, with the minutes of each', () => {
    const { items, isReady } = at([assignment()])
    expect(told(items)).toEqual(['watch Fractions by Leslie 6', 'say 2 Notice 6'])
    expect(isReady).toBe(false)
  })

  test('asks nobody to watch again who has spoken, and is ready once all of it is said', () => {
    expect(told(at([assignment({ stages: [half] })]).items)).toEqual(['say 1 Notice 3'])
    const all = at([assignment(done)])
    expect([all.items, all.isReady]).toEqual([[], true])
  })

  test('leaves out what is not open, not theirs now, or not asked for', () => {
    const notYet = [stage({ mayPost: false }, { state: 'to come' }), stage({ mayPost: false })]
    expect(told(at([assignment({ stages: [half, ...notYet] })]).items)).toEqual(['say 1 Notice 3'])
    expect(at([assignment({ asksMeNow: false })]).items).toEqual([])
    expect(at([assignment({ state: 'planned' }), assignment({ state: 'closed' })])).toMatchObject({
      ...{ items: [], isReady: false },
    })
  })

  test('asks to watch where nothing has to be said, until something is', () => {
    const free = (posts: number, asksMeNow: boolean) =>
      at([assignment({ asksMeNow, stages: [stage({ posts, left: 0, minutes: 0 })] })])
    expect(told(free(0, true).items)).toEqual(['watch Fractions by Leslie 6'])
    expect(free(1, false)).toMatchObject({ items: [], isReady: true })
  })

  test('has three things at most, those first that are due first, and is not ready while one is left', () => {
    const later = assignment({ id: 'later', forMeeting: null, dueAt: '2026-11-30T21:00:00Z' })
    const sooner = assignment({ id: 'sooner', clips: [] })
    const { items, isReady } = at([later, sooner])
    expect(told(items)).toEqual(['say 2 Notice 6', 'watch Fractions by Leslie 6', 'say 2 Notice 6'])
    expect(isReady).toBe(false)
    // What is for another time does not keep anybody from being ready for this one.
    expect(at([later, { ...sooner, ...done }])).toMatchObject({
      isReady: true,
      items: [{ kind: 'watch' }, { kind: 'say' }],
    })
  })

  test('knows one’s own clip, and does without any that is out of reach', () => {
    const own = [{ ...fractions, durationMs: null, owner: { id: 'ana', name: 'Ana' } }]
    expect(at([assignment({ clips: own })]).items[0]).toMatchObject({
      kind: 'watch',
      owner: undefined,
      minutes: null,
    })
    expect(at([assignment({ clips: [] })]).items).toMatchObject([{ kind: 'say', clipId: undefined }])
  })

  test('is nothing where nothing is planned and nothing asked', () => {
    expect(at([], [])).toEqual({ meeting: undefined, further: [], items: [], isReady: false })
  })
})
