import type { Cue } from '../../../src/captions/schemas.ts'
import { problemOf, Unreachable } from '../api/problem.ts'
import { readCues } from './read-cues.ts'

/** The lines of captions. Rejects as every call does. */
export async function fetchLines(url: string, signal: AbortSignal): Promise<Cue[]> {
  const answer = await fetch(url, { signal }).catch((error) => {
    throw error instanceof DOMException ? error : new Unreachable(`no answer from ${url}`)
  })
  const text = await answer.text()
  if (!answer.ok) throw problemOf(answer.status, text)
  return readCues(text)
}
