import { describe, expect, test } from 'vitest'
import { titleFrom } from '../../web/src/upload/title-from.ts'
import {
  type Happening,
  isOnItsWay,
  type Phase,
  secondsLeft,
  sentFraction,
  type Upload,
  uploadAfter,
} from '../../web/src/upload/upload-state.ts'

const upload = (changes: Partial<Upload> = {}): Upload => ({
  key: 'k',
  filename: 'lesson.mp4',
  title: 'Lesson',
  size: 100_000,
  phase: 'chosen',
  sentBytes: 0,
  samples: [],
  ...changes,
})
const having = (start: Upload, ...happenings: Happening[]) => happenings.reduce(uploadAfter, start)
const progressed = (bytes: number, atMs: number): Happening => ({ kind: 'progressed', bytes, atMs })

describe('an upload', () => {
  test('goes from chosen to sent', () => {
    const sent = having(
      upload(),
      { kind: 'titled', title: 'Fractions' },
      { kind: 'queued' },
      { kind: 'started' },
      { kind: 'created', clipId: 'c' },
      progressed(40_000, 1000),
      { kind: 'arrived' },
    )
    expect(sent).toMatchObject({ title: 'Fractions', phase: 'sent', clipId: 'c', sentBytes: 100_000 })
  })

  const pausable: readonly [Phase, Phase][] = [
    ['queued', 'paused'],
    ['sending', 'paused'],
    ['waiting', 'paused'],
    ['held', 'paused'],
    ['chosen', 'chosen'],
    ['remaking', 'remaking'],
    ['kept', 'kept'],
    ['sent', 'sent'],
    ['refused', 'refused'],
  ]
  test.each(pausable)('that is %s is %s after a pause', (phase, expected) => {
    expect(having(upload({ phase }), { kind: 'paused' }).phase).toBe(expected)
  })

  test('is looked at, wished something of, remade, and then sent as what it became', () => {
    const facts = { durationMs: 60_000, hasSound: true, canRemake: true }
    const looked = having(upload({ size: 100e6 }), { kind: 'looked', facts, savesData: true })
    expect(looked).toMatchObject({ phase: 'chosen', facts, wish: { smaller: true } })
    const remaking = having(looked, { kind: 'remaking', fraction: 0.4 })
    expect(remaking).toMatchObject({ phase: 'remaking', remade: 0.4 })
    const remade = having(
      remaking,
      { kind: 'remade', size: 12e6, filename: 'lesson.mp4' },
      { kind: 'queued' },
      { kind: 'remaking', fraction: 1 },
    )
    expect(remade).toMatchObject({
      phase: 'queued',
      size: 12e6,
      wish: undefined,
      facts: { canRemake: false },
    })
  })

  test('of which the device could make nothing waits again, as it was; stopped, it keeps its wish', () => {
    const remaking = upload({ phase: 'remaking', wish: { smaller: true } })
    expect(having(remaking, { kind: 'remake-stopped', hasFailed: true })).toMatchObject({
      ...{ phase: 'chosen', wish: { smaller: false }, remakeFailed: true },
    })
    expect(having(remaking, { kind: 'remake-stopped', hasFailed: false })).toMatchObject({
      ...{ phase: 'chosen', wish: { smaller: true } },
    })
    expect(having(upload({ phase: 'queued' }), { kind: 'remake-stopped', hasFailed: false }).phase).toBe(
      'queued',
    )
  })

  test.each<[Phase, Phase]>([
    ['queued', 'held'],
    ['sending', 'held'],
    ['waiting', 'held'],
    ['paused', 'paused'],
    ['kept', 'kept'],
    ['sent', 'sent'],
  ])('that is %s is %s where there is only mobile data', (phase, expected) => {
    expect(having(upload({ phase }), { kind: 'held' }).phase).toBe(expected)
  })

  test.each<Phase>(['paused', 'sent', 'refused', 'kept', 'chosen', 'queued'])(
    'that is %s is not moved by a progress or a break that comes late',
    (phase) => {
      const before = upload({ phase, sentBytes: 5 })
      expect(having(before, progressed(50_000, 1), { kind: 'interrupted' })).toEqual(before)
    },
  )

  test('waits after a break, and its next progress says that it goes on', () => {
    const waiting = having(upload({ phase: 'sending' }), progressed(50_000, 1), { kind: 'interrupted' })
    expect(waiting.phase).toBe('waiting')
    expect(having(waiting, progressed(30_000, 9)).phase).toBe('sending')
  })

  test('that was refused loses the refusal when it is tried again', () => {
    const refused = having(upload({ phase: 'sending' }), {
      kind: 'refused',
      refusal: { code: 'over-quota', detail: '…' },
    })
    expect(refused).toMatchObject({ phase: 'refused', refusal: { code: 'over-quota' } })
    expect(having(refused, { kind: 'queued' }).refusal).toBeUndefined()
  })

  test('of which the server has nothing any more is one that was only chosen', () => {
    const lost = having(upload({ phase: 'sending', clipId: 'c', sentBytes: 9 }), { kind: 'lost' })
    expect(lost).toMatchObject({ phase: 'chosen', sentBytes: 0, clipId: undefined })
  })

  test('whose file was moved waits for it to be chosen again, with what arrived', () => {
    const mislaid = having(upload({ phase: 'waiting', sentBytes: 9 }), { kind: 'mislaid' })
    expect(mislaid).toMatchObject({ phase: 'kept', sentBytes: 9 })
    expect(having(mislaid, { kind: 'queued' }, { kind: 'started' }).phase).toBe('sending')
  })

  test('is titled only before it is sent', () => {
    expect(having(upload({ phase: 'sending' }), { kind: 'titled', title: 'Late' }).title).toBe('Lesson')
  })

  test('never has sent more than there is', () => {
    const located = having(upload({ phase: 'kept' }), { kind: 'located', bytes: 200_000 })
    expect(sentFraction(located)).toBe(1)
    expect(sentFraction(upload({ size: 0 }))).toBe(0)
  })

  test('would be broken off by leaving only while it is on its way', () => {
    const phases: Phase[] = ['chosen', 'queued', 'sending', 'paused', 'waiting', 'kept', 'sent', 'refused']
    expect(phases.filter((phase) => isOnItsWay(upload({ phase })))).toEqual(['queued', 'sending', 'waiting'])
    expect(isOnItsWay(upload({ phase: 'remaking' })) && isOnItsWay(upload({ phase: 'held' }))).toBe(true)
  })
})

describe('the time left', () => {
  const sending = upload({ phase: 'sending' })

  test('is what is left at the speed of the last seconds', () => {
    const steady = having(sending, progressed(0, 0), progressed(10_000, 2000), progressed(20_000, 4000))
    expect(secondsLeft(steady)).toBeCloseTo(16)
  })

  test('is not told before it can be, nor while nothing moves', () => {
    expect(secondsLeft(having(sending, progressed(0, 0), progressed(50_000, 2900)))).toBeUndefined()
    expect(secondsLeft(having(sending, progressed(10, 0), progressed(10, 9000)))).toBeUndefined()
    const waiting = having(sending, progressed(0, 0), progressed(50_000, 5000), { kind: 'interrupted' })
    expect(secondsLeft(waiting)).toBeUndefined()
  })

  test('forgets speeds of long ago', () => {
    const slower = having(
      sending,
      progressed(0, 0),
      progressed(60_000, 1000),
      progressed(61_000, 30_000),
      progressed(62_000, 40_000),
    )
    expect(secondsLeft(slower)).toBeCloseTo(380)
  })

  test('begins anew where a break cost what was under way', () => {
    const back = having(sending, progressed(0, 0), progressed(80_000, 5000), progressed(60_000, 6000))
    expect(back.samples).toHaveLength(1)
    expect(secondsLeft(back)).toBeUndefined()
  })
})

describe('a title to begin with', () => {
  test.each([
    ['Partner_talk-period 3.mp4', 'Partner talk period 3'],
    ['lesson.final.MOV', 'lesson.final'],
    ['IMG_2034.MOV', ''],
    ['VID-20261124-WA0003.mp4', ''],
    ['PXL_20261124_190500123.mp4', ''],
    ['20261124_190500.mp4', ''],
    ['recording', 'recording'],
  ])('of %s is “%s”', (filename, title) => {
    expect(titleFrom(filename)).toBe(title)
  })
})
