import { describe, expect, test } from 'vitest'
import { builtInProtocols, findBuiltIn } from '../../src/assignments/built-in-protocols.ts'
import { estimateMinutes, minutesPerPost } from '../../src/assignments/estimate-minutes.ts'
import { clipsNeeded, needsPresenter } from '../../src/assignments/stages.ts'

const stages = builtInProtocols.flatMap(({ key, stages }) =>
  stages.map((stage) => ({ protocol: key, ...stage })),
)
const words = [
  ...builtInProtocols.flatMap(({ title, about }) => [title, about]),
  ...stages.flatMap(({ name, prompt }) => [name, prompt]),
]

describe('the protocols that are built in', () => {
  test('are six, of 3, 4, 7, 5, 4 and 6 stages', () => {
    expect(builtInProtocols.map(({ key, stages }) => [key, stages.length])).toEqual([
      ['notice-and-wonder', 3],
      ['evidence-ladder', 4],
      ['tune-a-practice', 7],
      ['try-look-try-again', 5],
      ['look-for-circle', 4],
      ['calibration-conversation', 6],
    ])
    expect(stages).toHaveLength(29)
  })

  test('say everything in both languages, not the same in both, no prompt beyond 200 characters', () => {
    for (const { en, es } of words) {
      expect(en.trim()).not.toBe('')
      expect(es.trim()).not.toBe('')
      expect(es).not.toBe(en)
    }
    for (const { prompt, name } of stages) {
      expect(Math.max(prompt.en.length, prompt.es.length)).toBeLessThanOrEqual(200)
      expect(Math.max(name.en.length, name.es.length)).toBeLessThanOrEqual(60)
    }
  })

  test('ask in the first one what the design says, word for word', () => {
    expect(findBuiltIn('notice-and-wonder')?.stages.map(({ prompt }) => prompt.en)).toEqual([
      'What did you see or hear students do or say? Only what the camera would swear to.',
      'What does that make you ask about their thinking?',
      'One thing you want to bring to our meeting.',
    ])
    const rules = findBuiltIn('notice-and-wonder')?.stages.map((stage) => [
      ...[stage.gate, stage.opensPct, stage.closesPct, stage.anchor, stage.minPosts, stage.roomMinutes],
    ])
    expect(rules).toEqual([
      ['own post first', 0, 60, 'required', 2, 6],
      ['after previous', 0, 85, 'optional', 1, 6],
      ['open', 60, 100, 'none', 1, 3],
    ])
  })

  test('take the time that the design gives to tuning a practice, in the window and in the room', () => {
    const tuning = findBuiltIn('tune-a-practice')?.stages ?? []
    expect(
      tuning.map(({ whoPosts, opensPct, closesPct, roomMinutes }) => [
        whoPosts,
        opensPct,
        closesPct,
        roomMinutes,
      ]),
    ).toEqual([
      ['presenter', 0, 10, 5],
      ['others', 10, 30, 5],
      ['nobody', 30, 40, 3],
      ['others', 40, 75, 8],
      ['others', 40, 75, 8],
      ['presenter', 75, 95, 8],
      ['all', 95, 100, 5],
    ])
    expect(tuning.filter(({ whoPosts }) => whoPosts === 'presenter')).toHaveLength(2)
    expect(tuning.map(({ presenterAnswers }) => presenterAnswers).indexOf(true)).toBe(1)
    expect(tuning[3]?.anchor).toBe('required')
  })

  test('begin with a sealed first look in one, two and five, and nowhere else', () => {
    expect(stages.filter(({ gate }) => gate === 'own post first').map(({ key }) => key)).toEqual([
      'notice',
      'see',
      'gather',
    ])
  })

  test.each(builtInProtocols.map((protocol) => [protocol.key, protocol] as const))(
    '%s can be gone through: windows within the time, in order, with somebody’s turn at each moment',
    (_key, { stages }) => {
      for (const [at, stage] of stages.entries()) {
        expect(stage.opensPct).toBeGreaterThanOrEqual(stages[at - 1]?.opensPct ?? 0)
        expect(stage.closesPct).toBeGreaterThan(stage.opensPct)
        expect(stage.closesPct).toBeLessThanOrEqual(100)
        // A stage asks for kinds of threads exactly where threads can be begun in it.
        expect(stage.kinds.length > 0).toBe(stage.whoPosts !== 'nobody' && stage.anchor !== 'reply only')
        if (stage.whoPosts === 'nobody') expect(stage.minPosts).toBe(0)
      }
      for (let pct = 0; pct < 100; pct++) {
        expect(stages.some(({ opensPct, closesPct }) => opensPct <= pct && pct < closesPct)).toBe(true)
      }
      expect(new Set(stages.map(({ key }) => key)).size).toBe(stages.length)
    },
  )

  test('say who needs a presenter, and how many clips', () => {
    expect(builtInProtocols.map(({ stages }) => [needsPresenter(stages), clipsNeeded(stages)])).toEqual([
      [false, 1],
      [false, 1],
      [true, 1],
      [true, 2],
      [true, 1],
      [false, 1],
    ])
  })

  test('are estimated by the clips’ length and two minutes for each post', () => {
    const stages = findBuiltIn('notice-and-wonder')?.stages ?? []
    expect(estimateMinutes([{ durationMs: 5.2 * 60_000 }], stages)).toBe(6 + 8)
    expect(estimateMinutes([{ durationMs: 90_000 }, { durationMs: 90_000 }], stages)).toBe(3 + 8)
    expect(estimateMinutes([{ durationMs: null }], stages)).toBe(8)
    // What the presenter writes is not everybody's to do.
    expect(estimateMinutes([], findBuiltIn('tune-a-practice')?.stages ?? [])).toBe(10)
  })
  test('take two minutes for a post, or what somebody’s own estimate leaves for each', () => {
    const stages = findBuiltIn('notice-and-wonder')?.stages ?? []
    const clips = [{ durationMs: 5.2 * 60_000 }]
    expect(minutesPerPost(null, clips, stages)).toBe(2)
    expect(minutesPerPost(18, clips, stages)).toBe((18 - 6) / 4)
    expect(minutesPerPost(5, clips, stages)).toBe(1)
    expect(minutesPerPost(12, [], [])).toBe(12)
  })
})
