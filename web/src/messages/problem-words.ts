import { ApiProblem, Unreachable } from '../api/problem.ts'
import { hasMessage, t } from './messages.ts'

/** What went wrong, in the language of the page where the code is known, else in the server's own sentence. */
export function problemWords(error: unknown): string {
  if (error instanceof Unreachable) return t('problem.unreachable')
  if (error instanceof ApiProblem) return codeInWords(error.code, error.detail)
  return t('problem.internal')
}

export function codeInWords(code: string, otherwise: string): string {
  const key = `problem.${code}`
  return hasMessage(key) ? t(key) : otherwise
}
