import { describe, expect, test } from 'vitest'
import { builtInProtocols } from '../../src/assignments/built-in-protocols.ts'
import type { HeldStage } from '../../src/assignments/hold-stages.ts'
import type { StagePart } from '../../src/assignments/stage-rules.ts'
import type { AssignmentId, StageId } from '../../src/platform/ids.ts'
import { chooseStage, type Saying } from '../../src/threads/choose-stage.ts'
import { threadKinds } from '../../src/threads/kinds.ts'

const parts = {
  member: { isPresenter: false, isFacilitator: false, isOwner: false },
  presenter: { isPresenter: true, isFacilitator: false, isOwner: true },
  facilitator: { isPresenter: false, isFacilitator: true, isOwner: false },
} satisfies Record<string, StagePart>
type Part = keyof typeof parts

const sayings: readonly Saying[] = [
  ...threadKinds.flatMap((kind) => [true, false].map((hasMoment) => ({ kind, hasMoment }))),
  { answersIn: null },
]

type Protocol = (typeof builtInProtocols)[number]
type State = HeldStage['state']

/** The stages of a protocol at a time, in percent; or all of them open, as if by hand. */
function stagesAt({ key, stages }: Protocol, percent: number | 'all open', clip = 0): HeldStage[] {
  const stateOf = (opens: number, closes: number): State =>
    percent === 'all open' || (percent >= opens && percent < closes)
      ? 'open'
      : percent < opens
        ? 'to come'
        : 'closed'
  return stages.map((stage, at) => ({
    ...stage,
    ...{
      id: `${key} ${stage.key}` as StageId,
      seq: at + 1,
      assignmentId: key as AssignmentId,
      presenterId: null,
    },
    isAboutClip: stage.clipPosition === null || stage.clipPosition === clip,
    ...{ opensAt: new Date(0), closesAt: new Date(1), state: stateOf(stage.opensPct, stage.closesPct) },
  }))
}

/** Every time at which something opens or closes, and between them. */
const times = ({ stages }: Protocol): number[] => {
  const edges = [...new Set(stages.flatMap(({ opensPct, closesPct }) => [opensPct, closesPct]))].sort(
    (a, b) => a - b,
  )
  return edges
    .flatMap((edge, at) => [edge, (edge + (edges[at + 1] ?? edge)) / 2])
    .filter((time) => time < 100)
}

function* orders<T>(all: readonly T[]): Generator<readonly T[]> {
  if (all.length === 0) yield []
  for (const [at, one] of all.entries()) {
    for (const rest of orders(all.toSpliced(at, 1))) yield [one, ...rest]
  }
}

const protocols = builtInProtocols.map((protocol) => [protocol.key, protocol] as const)
const ask = (
  stages: readonly HeldStage[],
  part: Part,
  posted: ReadonlySet<StageId>,
  saying: Saying,
  stageId?: StageId,
) =>
  chooseStage({
    ...{ stages, saying, stageId, posted: new Map([...posted].map((id) => [id, 1])) },
    partIn: () => parts[part],
  })

/** The rules once more, as they are written down and not as they are programmed. */
function allowed(
  stages: readonly HeldStage[],
  at: number,
  part: Part,
  posted: ReadonlySet<StageId>,
  saying: Saying,
) {
  const stage = stages[at] as HeldStage
  if (stage.state !== 'open' || !stage.isAboutClip || stage.whoPosts === 'nobody') return false
  const isAnswer = 'answersIn' in saying
  const speaks = (who: HeldStage['whoPosts']) =>
    ({
      member: who === 'all' || who === 'others',
      presenter: who === 'all' || who === 'presenter',
      facilitator: who !== 'nobody',
    })[part]
  if (part === 'presenter' && isAnswer && stage.presenterAnswers) return true
  if (!speaks(stage.whoPosts)) return false
  if (stage.gate === 'after previous' && part !== 'facilitator') {
    const before = stages.slice(0, at).findLast(({ whoPosts }) => speaks(whoPosts))
    if (before && before.state !== 'closed' && !posted.has(before.id)) return false
  }
  if (isAnswer) return true
  if (stage.anchor === 'reply only') return false
  if (stage.anchor === 'required' && !saying.hasMoment) return false
  return stage.kinds.length === 0 || stage.kinds.includes(saying.kind)
}

describe.each(protocols)('%s', (_key, protocol) => {
  test('at every time, for everybody, whatever they wrote before: what is said is let in as the protocol has it', () => {
    let asked = 0
    let taken = 0
    for (const clip of [0, 1]) {
      for (const time of [...times(protocol), 'all open' as const]) {
        const stages = stagesAt(protocol, time, clip)
        for (let history = 0; history < 2 ** stages.length; history++) {
          const posted = new Set(stages.filter((_, at) => history & (1 << at)).map(({ id }) => id))
          for (const part of Object.keys(parts) as Part[]) {
            for (const saying of sayings) {
              const may = stages.map((_, at) => allowed(stages, at, part, posted, saying))
              for (const [at, { id }] of stages.entries()) {
                const chosen = ask(stages, part, posted, saying, id)
                if ('code' in chosen === may[at])
                  expect({ time, part, posted, saying, id, chosen }).toBe(may[at])
                asked++
              }
              const chosen = ask(stages, part, posted, saying)
              if ('code' in chosen) expect(may).not.toContain(true)
              else {
                expect(may[stages.indexOf(chosen.stage)]).toBe(true)
                taken++
              }
            }
          }
        }
      }
    }
    expect(asked).toBeGreaterThan(1_000)
    expect(taken).toBeGreaterThan(100)
  })

  test('in whatever order its stages are tried, none with a gate comes before the one it waits for', () => {
    const stages = stagesAt(protocol, 'all open')
    let tried = 0
    for (const order of orders(stages)) {
      for (const part of ['member', 'presenter'] as const) {
        const written: HeldStage[] = []
        for (const stage of order) {
          const saying: Saying =
            stage.anchor === 'reply only'
              ? { answersIn: null }
              : { kind: stage.kinds[0] ?? 'notice', hasMoment: true }
          const chosen = ask(stages, part, new Set(written.map(({ id }) => id)), saying, stage.id)
          tried++
          if (!('code' in chosen)) written.push(stage)
          else if (chosen.code === 'previous-stage-first') {
            const { first } = chosen
            if (!first || first.seq >= stage.seq || written.includes(first)) expect(chosen).toBe('in order')
          }
        }
        const early = written.filter(
          (stage, at) =>
            stage.gate === 'after previous' && !written.slice(0, at).some(({ seq }) => seq < stage.seq),
        )
        expect(early).toEqual([])
      }
    }
    expect(tried).toBeGreaterThan(10)
  })
})

describe('the refusal', () => {
  const [noticeAndWonder, ladder, tuning] = builtInProtocols as unknown as [Protocol, Protocol, Protocol]
  const told = (chosen: ReturnType<typeof chooseStage>) =>
    'code' in chosen ? [chosen.code, chosen.stage.id] : ['taken', chosen.stage.id]
  const atMoment = { kind: 'notice', hasMoment: true } as const

  test.each<[string, Protocol, number, Part, string[], Saying, [code: string, stage: string]]>([
    ['a notice', noticeAndWonder, 10, 'member', [], atMoment, ['taken', 'notice']],
    [
      'a notice without a moment',
      noticeAndWonder,
      10,
      'member',
      [],
      { ...atMoment, hasMoment: false },
      ['anchor-required', 'notice'],
    ],
    [
      'a wondering too early',
      noticeAndWonder,
      10,
      'member',
      [],
      { kind: 'wonder', hasMoment: true },
      ['previous-stage-first', 'wonder'],
    ],
    [
      'a suggestion where none is asked for',
      noticeAndWonder,
      10,
      'member',
      [],
      { kind: 'suggest', hasMoment: false },
      ['kind-not-asked', 'notice'],
    ],
    [
      'a wondering',
      noticeAndWonder,
      10,
      'member',
      ['notice'],
      { kind: 'wonder', hasMoment: false },
      ['taken', 'wonder'],
    ],
    [
      'a thread where answers are asked',
      ladder,
      80,
      'member',
      ['see'],
      atMoment,
      ['reply-only', 'other readings'],
    ],
    [
      'an answer there',
      ladder,
      30,
      'member',
      ['make sense'],
      { answersIn: 'evidence-ladder see' as StageId },
      ['taken', 'other readings'],
    ],
    ['a colleague while one frames', tuning, 5, 'member', [], atMoment, ['not-your-turn', 'frame']],
    ['anybody in a pause', tuning, 35, 'facilitator', [], atMoment, ['not-your-turn', 'pause']],
    [
      'a presenter’s answer to a question',
      tuning,
      20,
      'presenter',
      [],
      { answersIn: null },
      ['taken', 'clarify'],
    ],
    [
      'a presenter’s answer to what is warm',
      tuning,
      50,
      'presenter',
      [],
      { answersIn: null },
      ['not-your-turn', 'warm'],
    ],
  ])('%s', (_what, protocol, time, part, wrote, saying, [code, key]) => {
    const stages = stagesAt(protocol, time)
    const idOf = (name: string) => `${protocol.key} ${name}` as StageId
    expect(told(ask(stages, part, new Set(wrote.map(idOf)), saying))).toEqual([code, idOf(key)])
  })
})
