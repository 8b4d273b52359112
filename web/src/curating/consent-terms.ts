import type { Audience, Passport } from '../../../src/exemplars/schemas.ts'
import { addDays } from '../calendars/local-time.ts'

/** Of a year that has no such day, the one before it. */
function yearsOn(day: string, years: number): string {
  const [year = '', month = '', date = ''] = day.split('-')
  const same = `${Number(year) + years}-${month}-${date}`
  return addDays(same, 0) === same ? same : `${Number(year) + years}-02-28`
}

/** The days on which a consent may end, and the usual one, given today. */
export const endDays = (today: string) => ({
  earliest: addDays(today, 1),
  usual: yearsOn(today, 1),
  latest: yearsOn(today, 2),
})

/** What an owner chooses before they agree. */
export interface Terms {
  /** As `audienceValue` writes it. */
  readonly audience: string
  readonly endsOn: string
  readonly showsName: boolean | undefined
}

/** What is missing, or cannot be, in the order of the fields. */
export function checkTerms({ audience, endsOn, showsName }: Terms, today: string) {
  const { earliest, latest } = endDays(today)
  return [
    ...(audience === '' ? [{ field: 'agree-for', words: 'agree.for-missing' } as const] : []),
    ...(endsOn < earliest || endsOn > latest
      ? [{ field: 'agree-until', words: 'problem.ends-on' } as const]
      : []),
    ...(showsName === undefined ? [{ field: 'agree-name', words: 'agree.name-missing' } as const] : []),
  ]
}

/** Why those in the picture keep it from an audience, as far as is known: they were not asked, or agreed to less. */
export function lacks(
  attestation: Passport['attestation'],
  kind: Audience['kind'],
): 'word' | 'reach' | undefined {
  if (attestation === null) return 'word'
  return kind !== 'cohort' && attestation === 'cohort' ? 'reach' : undefined
}
