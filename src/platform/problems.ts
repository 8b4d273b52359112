/** An expected refusal, told to the caller as application/problem+json (RFC 9457). */
export class Problem extends Error {
  readonly status: number
  /** Stable and kebab-case: scripts may rely on it. */
  readonly code: string

  constructor(status: number, code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

/** 400: the request itself cannot be understood. */
export const malformed = (code: string, message: string): never => {
  throw new Problem(400, code, message)
}

/** 404: beyond the viewer's reach, which looks the same as not existing. */
export const notFound = (what: string): never => {
  throw new Problem(404, 'not-found', `This ${what} isn't here, or isn't shared with you.`)
}

/** 409: yours to do, but not now. */
export const conflict = (code: string, message: string): never => {
  throw new Problem(409, code, message)
}

/** 403: within reach, but not this viewer's to do. */
export function authorize(allowed: boolean, message = 'This is not yours to do.'): asserts allowed {
  if (!allowed) throw new Problem(403, 'forbidden', message)
}
