import { malformed } from '../platform/problems.ts'

/** Refuses what is no name of a time zone in the IANA list; offsets such as `+05:00` know no summer time. */
export function checkZone(zone: string): void {
  if (!isZone(zone)) {
    malformed('unknown-zone', 'That time zone is not known. Please give one such as America/Chicago.')
  }
}

function isZone(zone: string): boolean {
  if (!/^[A-Za-z]/.test(zone)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}
