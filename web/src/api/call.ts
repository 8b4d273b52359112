import { answered, unanswered } from '../browser/connection.ts'
import { isBetween, problemOf, Unreachable } from './problem.ts'
import { pageOwner, signInAgain } from './sign-in-again.ts'

interface Options {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Sent as JSON, a form as a form, a file as it is. */
  readonly body?: object
  readonly signal?: AbortSignal
  /** Goes out also where the page is left meanwhile. */
  readonly keepalive?: boolean
  /** Whether to ask to sign in again where the answer is 401, and to call once more then. */
  readonly mayAsk?: boolean
  /** On whose behalf; the server refuses (401) where somebody else is signed in. Unless said, whose page it is. */
  readonly as?: string
}

/** Calls the API. Rejects with ApiProblem where it refuses, and with Unreachable where no answer comes. */
export async function call<Answer>(path: string, options: Options = {}): Promise<Answer> {
  let answer = await send(path, options)
  if (answer.status === 401 && options.mayAsk !== false && (await signInAgain())) {
    answer = await send(path, options)
  }
  const text = await answer.text().catch(() => unreachable(path))
  if (isBetween(answer.status, text)) return unreachable(path)
  answered()
  if (!answer.ok) throw problemOf(answer.status, text)
  return (text === '' ? undefined : JSON.parse(text)) as Answer
}

async function send(path: string, options: Options): Promise<Response> {
  const { method = 'GET', body, signal, mayAsk, keepalive = false, as } = options
  // On a machine that many use, somebody else may have signed in meanwhile, in another tab. Who signs in is nobody yet.
  const person = as ?? (mayAsk === false ? undefined : pageOwner())
  const isForm = body instanceof FormData || body instanceof Blob
  try {
    return await fetch(path, {
      method,
      keepalive,
      ...(body && { body: isForm ? body : JSON.stringify(body) }),
      headers: {
        ...(body && !isForm && { 'content-type': 'application/json' }),
        ...(person !== undefined && { 'interlude-person': person }),
      },
      ...(signal && { signal }),
    })
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    return unreachable(path)
  }
}

const unreachable = (path: string): never => {
  unanswered()
  throw new Unreachable(`no answer from ${path}`)
}
