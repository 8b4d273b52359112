import type { Role } from '../identity/roles.ts'
import type { Part } from './parts.ts'

/** How many people coaching is between. */
export const coachingSeats = 2

export const mayFound = (roles: readonly Role[]): boolean =>
  isLeader(roles) || roles.includes('administrator')

/** Those whom a cohort of leaders takes, and who offer coaching: an office that named a pair would know of it. */
export const isLeader = (roles: readonly Role[]): boolean =>
  roles.includes('teacher leader') || roles.includes('program coach')

export const facilitates = (part: Part | undefined): boolean => part === 'facilitator'

/** Would the cohort be left with people and nobody to run it? */
export const leavesNobodyInCharge = (others: readonly { readonly part: Part }[]): boolean =>
  others.length > 0 && !others.some(({ part }) => facilitates(part))

/** An inviter into the organisation gives roles as far as their own office goes. */
export const mayInviteAs = (held: readonly Role[], given: readonly Role[]): boolean =>
  held.includes('administrator') ||
  (held.includes('roster manager') && given.every((role) => role === 'teacher'))
