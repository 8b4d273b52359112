import type { Defaults } from '../../../src/assignments/schemas.ts'
import { instantIn, localIn } from '../calendars/local-time.ts'

/** Opening and due as fields of a form hold them, by the clocks where the cohort is. */
export interface Times {
  readonly opensOn: string
  readonly opensAt: string
  readonly dueOn: string
  readonly dueAt: string
}

export function timesFrom({ opensAt, dueAt, zone }: Pick<Defaults, 'opensAt' | 'dueAt' | 'zone'>): Times {
  const [opens, due] = [localIn(zone, new Date(opensAt)), localIn(zone, new Date(dueAt))]
  return { opensOn: opens.day, opensAt: opens.time, dueOn: due.day, dueAt: due.time }
}

/** The same as instants; those that are no day or time are left out. */
export const instantsOf = (zone: string, { opensOn, opensAt, dueOn, dueAt }: Times) => ({
  opensAt: instantIn(zone, opensOn, opensAt),
  dueAt: instantIn(zone, dueOn, dueAt),
})
