import type { Cohort } from '../../../src/cohorts/schemas.ts'
import type { Me } from '../../../src/identity/schemas.ts'

export interface FirstSteps {
  /** The cohort that was begun, if one was. */
  readonly cohortId: string | undefined
  readonly hasCompany: boolean
  readonly hasClip: boolean
}

interface Situation {
  readonly me: Pick<Me, 'id' | 'roles'>
  readonly cohorts: readonly Cohort[]
  readonly hasClip: boolean
}

/** Those who may found cohorts. */
export const mayFound = ({ roles }: Pick<Me, 'roles'>): boolean =>
  roles.some((role) => role === 'teacher leader' || role === 'program coach' || role === 'administrator')

/** How far somebody is who begins: a cohort, people in it, a clip. Undefined for all others, and once it is done. */
export function firstSteps({ me, cohorts, hasClip }: Situation): FirstSteps | undefined {
  if (!mayFound(me)) return undefined
  const own = cohorts.filter(({ members }) =>
    members.some(({ id, part }) => id === me.id && part === 'facilitator'),
  )
  const hasCompany = own.some(({ members }) => members.length > 1)
  if (hasCompany && hasClip) return undefined
  const begun = own.find(({ members }) => members.length === 1) ?? own[0]
  return { cohortId: begun?.id, hasCompany, hasClip }
}
