/** A refusal as the API tells it (RFC 9457). `code` is stable; `detail` is the server's own English sentence. */
export class ApiProblem extends Error {
  readonly status: number
  readonly code: string
  readonly detail: string

  constructor(status: number, code: string, detail: string) {
    super(detail)
    this.status = status
    this.code = code
    this.detail = detail
  }
}

/** No answer came: no connection, or nobody listens. What was sent may have arrived. */
export class Unreachable extends Error {}

/** What a refused answer says. Something in between (a proxy) may have answered in its own way. */
export function problemOf(status: number, body: string): ApiProblem {
  try {
    const { code, detail } = JSON.parse(body) as { code?: unknown; detail?: unknown }
    if (typeof code === 'string' && typeof detail === 'string') return new ApiProblem(status, code, detail)
  } catch {
    // Not JSON, so not ours.
  }
  return new ApiProblem(status, status >= 500 ? 'internal' : 'malformed', `HTTP ${status}`)
}

/** Beyond reach and not there look the same, and an address that cannot be an id leads nowhere either. */
export const isNotHere = (error: unknown): boolean =>
  error instanceof ApiProblem && (error.status === 404 || (error.status === 400 && error.code === 'invalid'))

/** It was good for a while, and asking anew helps. */
export const isOver = (error: unknown): boolean => error instanceof ApiProblem && error.status === 410
