/** Why a process does not start, in the one sentence that is all it says. */
export class StartRefused extends Error {}

/** Runs a step of the start; where it fails, says what could not be done, with the reason behind a colon. */
export async function orRefuseStart<T>(what: string, step: () => T | Promise<T>): Promise<T> {
  try {
    return await step()
  } catch (error) {
    if (error instanceof StartRefused) throw error
    throw new StartRefused(sentence(`${what}: ${reasonOf(error)}`), { cause: error })
  }
}

/** What standard error says of a start that failed. A fault of ours needs its stack; everything else gets a sentence. */
export function inOneSentence(error: unknown): string {
  if (error instanceof StartRefused) return error.message
  if (isFromOutside(error)) return sentence(`Interlude cannot go on: ${reasonOf(error)}`)
  return (error instanceof Error && error.stack) || String(error)
}

/** A refusal of the system, or of PostgreSQL for want of room or since it shuts down: nothing a stack would explain. */
const isFromOutside = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && /^(E[A-Z0-9]+|5[378]...)$/.test(String(error.code))

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  // A name with several addresses fails once for each, and the whole of it has no words of its own.
  const first = error instanceof AggregateError ? error.errors[0] : undefined
  return (error.message || (first instanceof Error && first.message) || error.name).split('\n')[0] ?? ''
}

const sentence = (text: string): string => `${text.replace(/[.\s]+$/, '')}.`
