import type { AdministeredCohort } from '../../../src/cohorts/schemas.ts'
import { t } from '../messages/messages.ts'

type Kind = AdministeredCohort['kind']

const keys = {
  cohort: 'admin.cohort-kind-cohort',
  leaders: 'admin.cohort-kind-leaders',
} as const

export const cohortKinds = Object.keys(keys) as Kind[]
export const cohortKindWords = (kind: Kind): string => t(keys[kind])
