import { effortOfLean, effortOfRungs } from '../src/platform/media/effort.ts'
import type { MediaFacts } from '../src/platform/media/facts.ts'
import {
  type LeanPlan,
  planRenditions,
  type RenditionPlan,
  withoutRenditions,
} from '../src/platform/media/rendition-plan.ts'

/** How many times as long as stills and speech all the rest takes: the ladder. */
export const afterLean = (facts: MediaFacts, plan: LeanPlan): number =>
  effortOfRungs(facts, planRenditions(facts)) / effortOfLean(facts, plan)

/** How many times as long as the first rung all the rest takes. */
export const afterFirstRung = (facts: MediaFacts, plan: RenditionPlan): number =>
  effortOfRungs(facts, restOf(facts, plan)) / effortOfRungs(facts, plan)

const restOf = (facts: MediaFacts, first: RenditionPlan): RenditionPlan => {
  const done = [...first.video.map(({ name }) => name), ...(first.soundAlone ? (['audio'] as const) : [])]
  return withoutRenditions(planRenditions(facts), done)
}
