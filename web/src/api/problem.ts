import type { Problem } from '../../../src/platform/http/schemas.ts'

type InWords = NonNullable<Problem['stage']>['name']

/** What a refusal may tell beside its code and sentence. */
interface Members {
  readonly line?: number | undefined
  readonly stage?: InWords | undefined
  readonly block?: string | undefined
}

/** A refusal as the API tells it (RFC 9457). `code` is stable; `detail` is the server's own English sentence. */
export class ApiProblem extends Error {
  readonly status: number
  readonly code: string
  readonly detail: string
  /** The line of a file that is wrong, where it is one. */
  readonly line: number | undefined
  /** The name of the stage that it is about, where there is one. */
  readonly stage: InWords | undefined
  /** What a day is kept free for, where it is. */
  readonly block: string | undefined

  constructor(status: number, code: string, detail: string, { line, stage, block }: Members = {}) {
    super(detail)
    this.status = status
    this.code = code
    this.detail = detail
    this.line = line
    this.stage = stage
    this.block = block
  }
}

interface Told {
  readonly code?: unknown
  readonly detail?: unknown
  readonly line?: unknown
  readonly stage?: { readonly name: InWords }
  readonly block?: unknown
}

/** No answer came: no connection, or nobody listens. What was sent may have arrived. */
export class Unreachable extends Error {}

/** What a refused answer says. Something in between (a proxy) may have answered in its own way. */
export function problemOf(status: number, body: string): ApiProblem {
  try {
    const { code, detail, line, stage, block } = JSON.parse(body) as Told
    if (typeof code === 'string' && typeof detail === 'string') {
      return new ApiProblem(status, code, detail, {
        line: typeof line === 'number' ? line : undefined,
        stage: stage?.name,
        block: typeof block === 'string' ? block : undefined,
      })
    }
  } catch {
    // Not JSON, so not ours.
  }
  return new ApiProblem(status, status >= 500 ? 'internal' : 'malformed', `HTTP ${status}`)
}

/** Whether something in between (a proxy) answered because the server did not: ours are always JSON. */
export const isBetween = (status: number, body: string): boolean =>
  status >= 502 && status <= 504 && !body.startsWith('{')

/** Beyond reach and not there look the same, and an address that cannot be an id leads nowhere either. */
export const isNotHere = (error: unknown): boolean =>
  error instanceof ApiProblem && (error.status === 404 || (error.status === 400 && error.code === 'invalid'))

/** It was good for a while, and asking anew helps. */
export const isOver = (error: unknown): boolean => error instanceof ApiProblem && error.status === 410
