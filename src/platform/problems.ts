import type { Problem as ProblemBody } from './http/schemas.ts'

/** What a refusal may tell beside its sentence, where a program goes on with it. Each stands in the schema `Problem`. */
export type ProblemMembers = Pick<ProblemBody, 'evaluators' | 'line' | 'block' | 'stage'>

/** An expected refusal, told to the caller as application/problem+json (RFC 9457). */
export class Problem extends Error {
  readonly status: number
  /** Stable and kebab-case: scripts may rely on it. */
  readonly code: string
  /** Extension members of this code, told beside the sentence. */
  readonly members: ProblemMembers

  constructor(status: number, code: string, message: string, members: ProblemMembers = {}) {
    super(message)
    this.status = status
    this.code = code
    this.members = members
  }
}

/** 400: the request itself cannot be understood. */
export const malformed = (code: string, message: string, members?: ProblemMembers): never => {
  throw new Problem(400, code, message, members)
}

/** 404: beyond the viewer's reach, which looks the same as not existing. */
export const notFound = (what: string): never => {
  throw new Problem(404, 'not-found', `This ${what} isn't here, or isn't shared with you.`)
}

/** 409: yours to do, but not now. */
export const conflict = (code: string, message: string, members?: ProblemMembers): never => {
  throw new Problem(409, code, message, members)
}

/** 403: within reach, but not this viewer's to do. */
export function authorize(allowed: boolean, message = 'This is not yours to do.'): asserts allowed {
  if (!allowed) throw new Problem(403, 'forbidden', message)
}
