import type { HeldStage } from '../assignments/hold-stages.ts'
import { mayPost, mayReply, type PostedIn, type StagePart, waitsFor } from '../assignments/stage-rules.ts'
import type { StageId } from '../platform/ids.ts'
import type { ThreadKind } from './kinds.ts'

/** What is to be said: a thread of a kind, perhaps at a moment, or an answer in a thread that belongs to a stage or none. */
export type Saying =
  | { readonly kind: ThreadKind; readonly hasMoment: boolean }
  | { readonly answersIn: StageId | null }

export type RefusalCode =
  | 'stage-not-open'
  | 'not-your-turn'
  | 'previous-stage-first'
  | 'anchor-required'
  | 'reply-only'
  | 'kind-not-asked'

export interface StageRefusal {
  readonly code: RefusalCode
  readonly stage: HeldStage
  /** With `previous-stage-first`: the stage to write in before. */
  readonly first?: HeldStage
}

interface Asked {
  /** All stages of all assignments that run here. */
  readonly stages: readonly HeldStage[]
  readonly posted: PostedIn
  readonly partIn: (stage: HeldStage) => StagePart
  readonly saying: Saying
  /** The one stage that is meant, where the viewer said so. */
  readonly stageId?: StageId | undefined
}

/**
 * The stage that something belongs to, or why it may not be said now. Without a wish it is the first that takes it;
 * answers go first where the stage consists of answers, then where the thread belongs.
 */
export function chooseStage(asked: Asked): { readonly stage: HeldStage } | StageRefusal {
  const { stages, saying, stageId } = asked
  const meant = stages.filter((stage) => stageId === undefined || stage.id === stageId)
  const refusals: StageRefusal[] = []
  for (const stage of inOrder(meant, saying)) {
    const refusal = refusalIn(stage, asked)
    if (!refusal) return { stage }
    refusals.push(refusal)
  }
  const told = refusals.toSorted((one, other) => nearness(one, saying) - nearness(other, saying))[0]
  if (!told) throw new Error('there is no stage to choose from')
  return told
}

function inOrder(stages: readonly HeldStage[], saying: Saying): readonly HeldStage[] {
  if (!('answersIn' in saying)) return stages
  const place = (stage: HeldStage) =>
    stage.anchor === 'reply only' ? 0 : stage.id === saying.answersIn ? 1 : 2
  return stages.toSorted((one, other) => place(one) - place(other))
}

function refusalIn(stage: HeldStage, { stages, posted, partIn, saying }: Asked): StageRefusal | undefined {
  if (!stage.isAboutClip) return { code: 'stage-not-open', stage }
  const part = partIn(stage)
  const own = stages.filter(({ assignmentId }) => assignmentId === stage.assignmentId)
  const isAnswer = 'answersIn' in saying
  const turn = (isAnswer ? mayReply : mayPost)(stage, part, posted, own)
  if (turn.why === 'not-open') return { code: 'stage-not-open', stage }
  if (turn.why === 'previous-stage-first') {
    return { code: turn.why, stage, first: waitsFor(stage, part, posted, own) ?? stage }
  }
  if (turn.why) return { code: turn.why, stage }
  if (isAnswer) return undefined
  if (stage.anchor === 'reply only') return { code: 'reply-only', stage }
  if (!asksFor(stage, saying.kind)) return { code: 'kind-not-asked', stage }
  if (stage.anchor === 'required' && !saying.hasMoment) return { code: 'anchor-required', stage }
  return undefined
}

const asksFor = ({ kinds }: HeldStage, kind: ThreadKind): boolean =>
  kinds.length === 0 || kinds.includes(kind)

/** How close it came: what is told is of the stage that was most likely meant. */
function nearness({ code, stage }: StageRefusal, saying: Saying): number {
  switch (code) {
    case 'anchor-required':
      return 0
    case 'previous-stage-first':
      return 'kind' in saying && stage.anchor !== 'reply only' && asksFor(stage, saying.kind) ? 1 : 4
    case 'kind-not-asked':
      return 2
    case 'reply-only':
      return 3
    case 'not-your-turn':
      return 5
    case 'stage-not-open':
      return stage.isAboutClip ? (stage.state === 'to come' ? 6 : 7) : 8
  }
}
