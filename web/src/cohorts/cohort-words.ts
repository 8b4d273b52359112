import type { Cohort } from '../../../src/cohorts/schemas.ts'
import { type MessageKey, t } from '../messages/messages.ts'

type Member = Cohort['members'][number]

const parts = {
  participant: 'cohort.participant',
  facilitator: 'cohort.facilitator',
} as const satisfies Record<Member['part'], MessageKey>

/** What somebody is in it. In coaching the one who facilitates is the coach, and the other has no other name. */
export function partWords(kind: Cohort['kind'], part: Member['part']): string {
  if (kind !== 'coaching') return t(parts[part])
  return t(part === 'facilitator' ? 'cohort.coach' : 'cohort.coached')
}

/** Of what kind it is, where that is not the usual one. */
export const kindWords = (kind: Cohort['kind']): string | undefined => {
  if (kind === 'cohort') return undefined
  return t(kind === 'coaching' ? 'cohort.coaching' : 'cohort.leaders')
}

export const facilitates = ({ members }: Cohort, meId: string): boolean =>
  members.some(({ id, part }) => id === meId && part === 'facilitator')
