import { ApiProblem } from '../api/problem.ts'
import { type MessageKey, t } from '../messages/messages.ts'
import { problemWords } from '../messages/problem-words.ts'

/** Codes that other pages have other words for. */
const own: Readonly<Record<string, MessageKey>> = {
  'not-in-cohort': 'assignment.presenter-gone',
  'cycle-closed': 'assignment.cycle-closed',
  'meeting-cancelled': 'assignment.meeting-gone',
  'stage-not-open': 'stage.is-not-open',
}

/** Why an assignment could not be made or changed. */
export function refusalWords(refusal: unknown): string {
  const key = refusal instanceof ApiProblem ? own[refusal.code] : undefined
  return key ? t(key) : problemWords(refusal)
}
