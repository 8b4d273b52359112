import { malformed } from '../platform/problems.ts'

const longestMs = 366 * 86_400_000

/** Refuses with 400 times that make no sense. */
export function checkTimes(opensAt: Date, dueAt: Date, now: Date): void {
  if (dueAt <= now) malformed('due-passed', 'The time when it is due has passed already.')
  if (dueAt <= opensAt) malformed('due-before-opening', 'It has to open before it is due.')
  if (dueAt.getTime() - opensAt.getTime() > longestMs) {
    malformed('too-long', 'An assignment takes at most a year.')
  }
}
