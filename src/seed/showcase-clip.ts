import type { ThreadKind } from '../threads/kinds.ts'
import type { ShowcaseFirstName } from './showcase-people.ts'

type Said = readonly [by: ShowcaseFirstName, body: string]

/** Seconds on the clip, as one, as from and to, or null for the clip as a whole. */
export type ShowcaseThread = readonly [
  at: number | readonly [number, number] | null,
  kind: ThreadKind,
  opening: Said,
  ...answers: Said[],
]

export interface ShowcaseClip {
  readonly title: string
  readonly tried: string
  readonly question: string
  readonly by: ShowcaseFirstName
  readonly threads: readonly ShowcaseThread[]
  /** The one that its cohort looks at now, and how whoever runs the cohort asks for it. */
  readonly assigned?: {
    readonly by: ShowcaseFirstName
    readonly place: string
    readonly words: string
    readonly question: string
  }
}
