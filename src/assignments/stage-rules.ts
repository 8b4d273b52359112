import type { StageId } from '../platform/ids.ts'

/** As much of a stage as decides who may post in it. Whether it is open is the database's to say: no clock is read here. */
export interface StageRule {
  readonly id: StageId
  readonly seq: number
  readonly whoPosts: 'all' | 'presenter' | 'others' | 'nobody'
  readonly gate: 'open' | 'own post first' | 'after previous'
  readonly presenterAnswers: boolean
  readonly state: 'to come' | 'open' | 'closed'
}

/** What a person is in one assignment, about one clip of it. */
export interface StagePart {
  readonly isPresenter: boolean
  /** Runs the cohort now. */
  readonly isFacilitator: boolean
  /** Owns the clip. */
  readonly isOwner: boolean
}

/** How many posts a person ever wrote in each stage, those that they deleted since included. */
export type PostedIn = ReadonlyMap<StageId, number>

type WhyNot = 'not-open' | 'not-your-turn' | 'previous-stage-first'

type Turn = { readonly mayPost: true; readonly why: null } | { readonly mayPost: false; readonly why: WhyNot }

/**
 * Whether a person may post in a stage, and why not. `stages` are all of its assignment. Who runs the cohort, and who
 * owns the clip without presenting it, may speak wherever anybody may; who presents is bound by the protocol, whatever
 * else they are.
 */
export function mayPost(
  stage: StageRule,
  part: StagePart,
  posted: PostedIn,
  stages: readonly StageRule[],
): Turn {
  if (stage.state !== 'open') return no('not-open')
  if (!isAsked(stage, part)) return no('not-your-turn')
  if (!isFree(part) && waitsFor(stage, part, posted, stages)) return no('previous-stage-first')
  return yes
}

/** The same for an answer in a thread: a presenter who may not post in a stage may still answer where it lets them. */
export function mayReply(
  stage: StageRule,
  part: StagePart,
  posted: PostedIn,
  stages: readonly StageRule[],
): Turn {
  if (stage.state === 'open' && part.isPresenter && stage.presenterAnswers) return yes
  return mayPost(stage, part, posted, stages)
}

/**
 * The stage in which a person has to post before they may in this one; undefined where nothing is missing. Stages in
 * which it was never their turn are passed over, and one that is closed holds nobody up: what can no longer be done is
 * not asked for.
 */
export function waitsFor<Rule extends StageRule>(
  stage: StageRule,
  part: StagePart,
  posted: PostedIn,
  stages: readonly Rule[],
): Rule | undefined {
  if (stage.gate !== 'after previous') return undefined
  const previous = stages
    .filter((other) => other.seq < stage.seq && isAsked(other, part))
    .toSorted((one, other) => other.seq - one.seq)[0]
  return previous && previous.state !== 'closed' && !hasPosted(previous, posted) ? previous : undefined
}

/** Whether a stage keeps what others say from this person, until they posted in it or it closes. */
export const sealsFor = (stage: StageRule, part: StagePart, posted: PostedIn): boolean =>
  stage.gate === 'own post first' &&
  stage.state !== 'closed' &&
  !part.isOwner &&
  !part.isFacilitator &&
  !hasPosted(stage, posted)

function isAsked({ whoPosts }: StageRule, part: StagePart): boolean {
  if (whoPosts === 'nobody') return false
  if (isFree(part) || whoPosts === 'all') return true
  return (whoPosts === 'presenter') === part.isPresenter
}

const isFree = ({ isPresenter, isFacilitator, isOwner }: StagePart): boolean =>
  !isPresenter && (isFacilitator || isOwner)

const hasPosted = ({ id }: StageRule, posted: PostedIn): boolean => (posted.get(id) ?? 0) > 0

const yes: Turn = { mayPost: true, why: null }
const no = (why: WhyNot): Turn => ({ mayPost: false, why })
