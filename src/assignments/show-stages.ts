import type { PersonId } from '../platform/ids.ts'
import { asks, leftIn } from './ask-rules.ts'
import type { FoundStage } from './find-stages.ts'
import type { AssignedClip, Stage } from './schemas.ts'
import { mayPost, sealsFor } from './stage-rules.ts'

interface Part {
  readonly personId: PersonId
  readonly isPresenter: boolean
  readonly isFacilitator: boolean
  /** What one post takes, about. */
  readonly minutesPerPost: number
}

/** The stages of one assignment as a person is shown them: what they say, and whether it is their turn. */
export function showStages(
  stages: readonly FoundStage[],
  clips: readonly AssignedClip[],
  { personId, isPresenter, isFacilitator, minutesPerPost }: Part,
): Stage[] {
  const posted = new Map(stages.map((stage) => [stage.id, stage.posted ?? 0]))
  return stages.map((stage) => {
    const about = clips.filter(({ position }) => position === (stage.clipPosition ?? position))
    const isOwner = about.length > 0 && about.every(({ owner }) => owner?.id === personId)
    const part = { isPresenter, isFacilitator, isOwner }
    const turn = mayPost(stage, part, posted, stages)
    const posts = stage.posts ?? 0
    const left = leftIn(stage, part, posts)
    const { id, seq, key, name, prompt, whoPosts, gate, anchor, kinds, minPosts, roomMinutes } = stage
    return {
      ...{ id, seq, key, name, prompt, whoPosts, gate, anchor, kinds, minPosts, roomMinutes },
      ...{ clipPosition: stage.clipPosition, presenterAnswers: stage.presenterAnswers, state: stage.state },
      opensAt: stage.opensAt.toISOString(),
      closesAt: stage.closesAt.toISOString(),
      mine: {
        ...{ posts, mayPost: turn.mayPost, why: turn.why },
        ...{ asked: asks(stage, part), left, minutes: left * minutesPerPost },
      },
      sealed: sealsFor(stage, part, posted),
    }
  })
}
