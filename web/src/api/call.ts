import { problemOf, Unreachable } from './problem.ts'
import { signInAgain } from './sign-in-again.ts'

interface Options {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Sent as JSON. */
  readonly body?: object
  readonly signal?: AbortSignal
  /** Whether to ask to sign in again where the answer is 401, and to call once more then. */
  readonly mayAsk?: boolean
}

/** Calls the API. Rejects with ApiProblem where it refuses, and with Unreachable where no answer comes. */
export async function call<Answer>(path: string, options: Options = {}): Promise<Answer> {
  let answer = await send(path, options)
  if (answer.status === 401 && options.mayAsk !== false && (await signInAgain())) {
    answer = await send(path, options)
  }
  const text = await answer.text().catch(() => unreachable(path))
  if (!answer.ok) throw problemOf(answer.status, text)
  return (text === '' ? undefined : JSON.parse(text)) as Answer
}

async function send(path: string, { method = 'GET', body, signal }: Options): Promise<Response> {
  try {
    return await fetch(path, {
      method,
      ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      ...(signal && { signal }),
    })
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    return unreachable(path)
  }
}

const unreachable = (path: string): never => {
  throw new Unreachable(`no answer from ${path}`)
}
