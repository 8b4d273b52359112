import type { MediaFacts } from './facts.ts'
import { fileObstacles, remuxObstacles } from './remux-gate.ts'
import { planLean } from './rendition-plan.ts'

/** How a clip can be watched soonest. */
export interface FirstPlan {
  /** As it is: packaged anew, or as one file. Null where it must be encoded. */
  readonly copy: 'playlist' | 'file' | null
  /** What is made next. */
  readonly next: 'lean' | 'first-rung' | 'ladder'
  /** Why it is not copied, in words for the log. */
  readonly obstacles: readonly string[]
}

/** `lengthMs` is of the cut. A copy can begin at keyframes only, and would bring back what was cut away. */
export function planFirst(facts: MediaFacts, isCut: boolean, lengthMs: number): FirstPlan {
  const obstacles = isCut ? ['cut'] : remuxObstacles(facts)
  const isFile = !isCut && obstacles.length > 0 && fileObstacles(facts).length === 0
  const copy = obstacles.length === 0 ? 'playlist' : isFile ? 'file' : null
  const isLong = planLean(facts, lengthMs) !== null
  return { copy, next: isLong ? 'lean' : copy ? 'ladder' : 'first-rung', obstacles }
}
