import type { Clip } from '../../../src/clips/schemas.ts'

/** A cohort that talks about a clip. */
export interface Place {
  readonly cohort: Clip['studiedIn'][number]
  readonly canComment: boolean
  /** It studies the clip as an exemplar, and the owner does not read that. */
  readonly isStudy: boolean
}

/** The cohorts that the clip is shared with, and those that study it as an exemplar alone. */
export const placesOf = ({ grants, studiedIn }: Pick<Clip, 'grants' | 'studiedIn'>): Place[] => [
  ...grants.map(({ cohort, canComment }) => ({ cohort, canComment, isStudy: false })),
  ...studiedIn
    .filter(({ id }) => !grants.some(({ cohort }) => cohort.id === id))
    .map((cohort) => ({ cohort, canComment: true, isStudy: true })),
]
