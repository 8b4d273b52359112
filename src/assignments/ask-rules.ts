import type { StageRule } from './stage-rules.ts'

/** What a person is in one assignment, whichever of its clips is looked at. */
export interface AskedPart {
  readonly isPresenter: boolean
  /** Runs the cohort now. */
  readonly isFacilitator: boolean
}

/** A stage as one person is shown it. */
export interface ShownTurn {
  readonly mine: {
    readonly posts: number
    readonly mayPost: boolean
    readonly asked: boolean
    readonly left: number
  }
}

/** Whom an assignment asks: who runs the cohort may speak wherever anybody may, and need not, unless they present. */
export const takesPart = ({ isPresenter, isFacilitator }: AskedPart): boolean => isPresenter || !isFacilitator

/** Whether a stage is for this person to write in, rather than open to them as well. */
export const asks = ({ whoPosts }: Pick<StageRule, 'whoPosts'>, part: AskedPart): boolean =>
  takesPart(part) && (whoPosts === 'all' || whoPosts === (part.isPresenter ? 'presenter' : 'others'))

/** How many posts a stage still asks of a person who wrote so many. What can no longer be done is not asked for. */
export const leftIn = (
  stage: Pick<StageRule, 'whoPosts' | 'state'> & { readonly minPosts: number },
  part: AskedPart,
  posts: number,
): number => (stage.state !== 'closed' && asks(stage, part) ? Math.max(0, stage.minPosts - posts) : 0)

/**
 * Whether something waits for a person now, in an assignment that is open: posts that are left in a stage that is theirs
 * now; or, before their first word, any stage that is theirs now. `stages` are all of it.
 */
export const waitsNow = (stages: readonly ShownTurn[]): boolean => {
  const hasSpoken = stages.some(({ mine }) => mine.posts > 0)
  return stages.some(({ mine }) => mine.mayPost && mine.asked && (mine.left > 0 || !hasSpoken))
}
