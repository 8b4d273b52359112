import { ApiProblem, Unreachable } from '../api/problem.ts'
import { hasMessage, language, t } from './messages.ts'

/** What went wrong, in the language of the page where the code is known, else in the server's own sentence. */
export function problemWords(error: unknown): string {
  if (error instanceof Unreachable) return t('problem.unreachable')
  if (error instanceof ApiProblem) return codeInWords(error.code, error.detail, error.stage)
  return t('problem.internal')
}

/** `stage` is the name of the one that it is about, in each language. */
export function codeInWords(code: string, otherwise: string, stage?: ApiProblem['stage']): string {
  const key = `problem.${code}`
  return hasMessage(key) ? t(key, stage && { stage: stage[language()] }) : otherwise
}
