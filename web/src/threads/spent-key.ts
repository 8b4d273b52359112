import type { ApiProblem } from '../api/problem.ts'

/** The key stands for other words already, or for words that were deleted since: these need one of their own. */
export const spentKey = ({ code }: ApiProblem): boolean => code === 'client-key-used' || code === 'deleted'
