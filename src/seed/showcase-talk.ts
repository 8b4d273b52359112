import type { ShowcaseClip } from './showcase-clip.ts'
import type { ShowcaseCohort } from './showcase-people.ts'
import { mathClips } from './showcase-talk-math.ts'
import { readingClips } from './showcase-talk-reading.ts'

/** Six clips and 120 comments, written by hand. */
export const showcaseClips: readonly (ShowcaseClip & { readonly cohort: ShowcaseCohort })[] = [
  ...mathClips.map((clip) => ({ ...clip, cohort: 'math' as const })),
  ...readingClips.map((clip) => ({ ...clip, cohort: 'reading' as const })),
]
