import type { Note } from '../../../src/threads/note-schemas.ts'
import type { Comment, Thread } from '../../../src/threads/schemas.ts'
import { call } from '../api/call.ts'
import { ApiProblem, Unreachable } from '../api/problem.ts'
import type { Happening, Post } from './post-state.ts'

/** Shorter than what a tab may be silent before another one takes its post over. */
const patienceMs = 20_000

/** What the server answered to a post. */
export type Posted = Thread | Comment | Note

/** Sends one post, as its author: the server takes it from nobody else. */
export function sendPost(post: Post): Promise<Posted> {
  const [path, body] = addressed(post)
  const signal = AbortSignal.timeout(patienceMs)
  return call<Posted>(path, { method: 'POST', body, signal, mayAsk: false, as: post.personId })
}

function addressed({ key: clientKey, clipId, posting }: Post): [path: string, body: object] {
  switch (posting.what) {
    case 'thread':
      return [`/api/v1/clips/${clipId}/threads`, { ...posting.said, clientKey }]
    case 'note':
      return [`/api/v1/clips/${clipId}/notes`, { ...posting.said, clientKey }]
    case 'reply': {
      const { threadId, body, mentions } = posting
      return [`/api/v1/threads/${threadId}/comments`, { body, mentions, clientKey }]
    }
  }
}

/** What a failed try means for the post. */
export function meaningOf(error: unknown): Happening {
  if (error instanceof Unreachable || isSignedOut(error)) return { kind: 'unanswered' }
  if (!(error instanceof ApiProblem))
    return { kind: 'fault', refusal: { code: 'internal', detail: String(error) } }
  const { status, code, detail, stage } = error
  // “Busy” and “too many” pass.
  if (status === 408 || status === 429 || code === 'busy') return { kind: 'unanswered' }
  return { kind: status >= 500 ? 'fault' : 'refused', refusal: { code, detail, stage } }
}

export const isSignedOut = (error: unknown): boolean => error instanceof ApiProblem && error.status === 401
