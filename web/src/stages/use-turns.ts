import { useQueryClient } from '@tanstack/preact-query'
import { useEffect } from 'preact/hooks'
import { threadsQuery } from '../api/queries.ts'
import { type Assignment, stagesQuery } from './stages-query.ts'
import { nextTurn } from './turns.ts'

/** Longer ones do not fit into a timer; nor would anybody wait. */
const longestMs = 86_400_000
/** This clock may be ahead of the server’s, which alone says what is open. */
const laterMs = 1_500

/** Asks again whose turn it is when something opens or closes. */
export function useTurns(clipId: string, assignments: readonly Assignment[]): void {
  const client = useQueryClient()
  useEffect(() => {
    const next = nextTurn(assignments, Date.now())
    if (next === undefined) return
    const wait = Math.min(next - Date.now() + laterMs, longestMs)
    const timer = setTimeout(() => {
      void client.invalidateQueries({ queryKey: stagesQuery(clipId).queryKey })
      void client.invalidateQueries({ queryKey: threadsQuery(clipId).queryKey })
    }, wait)
    return () => clearTimeout(timer)
  }, [client, clipId, assignments])
}
