import { effect } from '@preact/signals'
import type { QueryClient } from '@tanstack/preact-query'
import { answered, isConnected, unansweredCalls } from '../browser/connection.ts'

const firstMs = 3000
const longestMs = 60_000
const patienceMs = 10_000

let isWatched = false

/** Finds out whether the server answers: when a call was not answered, when the browser says so, and as long as it does not. */
export function watchConnection(client: QueryClient): void {
  if (isWatched) return
  isWatched = true
  let failures = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let isAsking = false

  const ask = async () => {
    clearTimeout(timer)
    if (isAsking) return
    isAsking = true
    const isThere = await doesAnswer()
    isAsking = false
    if (isThere) {
      const wasLost = !isConnected.peek()
      failures = 0
      answered()
      // What could not be fetched meanwhile. The rest looks again by itself when it is looked at.
      if (wasLost)
        void client.refetchQueries({ type: 'active', predicate: ({ state }) => state.error !== null })
    } else {
      isConnected.value = false
      const wait = Math.min(firstMs * 2 ** failures, longestMs)
      failures += 1
      timer = setTimeout(() => void ask(), wait * (1 + Math.random() / 3))
    }
  }
  addEventListener('offline', () => void ask())
  addEventListener('online', () => void ask())
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible' && !isConnected.peek()) void ask()
  })
  let known = 0
  effect(() => {
    if (unansweredCalls.value === known) return
    known = unansweredCalls.value
    void ask()
  })
  if (!navigator.onLine) void ask()
}

/** A proxy that answers in place of the server is as good as no answer. */
async function doesAnswer(): Promise<boolean> {
  try {
    const { status } = await fetch('/livez', { cache: 'no-store', signal: AbortSignal.timeout(patienceMs) })
    return status < 502 || status > 504
  } catch {
    return false
  }
}
