import type { Cohort } from '../../../src/cohorts/schemas.ts'
import type { Me } from '../../../src/identity/schemas.ts'
import { facilitates } from '../cohorts/cohort-words.ts'

/** Keeps collections for everybody here. What may be done in the end, the server says. */
export const curatesForAll = ({ roles }: Pick<Me, 'roles'>): boolean =>
  roles.some((role) => role === 'teacher leader' || role === 'program coach')

/** The cohorts that the reader runs, and may keep a collection, or plan an assignment, for. A pair is none of them. */
export const ownCohorts = (cohorts: readonly Cohort[], meId: string): Cohort[] =>
  cohorts.filter((cohort) => cohort.kind !== 'coaching' && facilitates(cohort, meId))
