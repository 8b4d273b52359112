import { useQueryClient } from '@tanstack/preact-query'
import { useEffect, useState } from 'preact/hooks'
import { call } from '../api/call.ts'
import { clipsQuery } from '../api/queries.ts'
import { Reading } from './reading.ts'
import type { FoundThreads } from './use-threads.ts'

/** What is seen within so long is told at once. */
const tellAfterMs = 1000

/** Follows what is read on a clip, and tells the server, never before it was so. */
export function useReading(clipId: string, { all, isComplete }: FoundThreads): Reading {
  const client = useQueryClient()
  const [reading] = useState(() => new Reading())
  useEffect(() => reading.meet(all), [reading, all])
  useEffect(() => {
    // Among what is not fetched yet there may be something older that nobody has seen.
    if (!isComplete) return
    let told: string | undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    const tell = () => {
      clearTimeout(timer)
      timer = undefined
      const { until } = reading
      if (until === undefined || until === told) return
      told = until
      call(`/api/v1/clips/${clipId}/reading`, { method: 'PUT', body: { until }, keepalive: true }).then(
        () => {
          void client.invalidateQueries({ queryKey: clipsQuery.queryKey })
          void client.invalidateQueries({ queryKey: ['news'] })
        },
        () => {
          // Told again with what is seen next.
          told = undefined
        },
      )
    }
    const stop = reading.left.subscribe(() => {
      timer ??= setTimeout(tell, tellAfterMs)
    })
    addEventListener('pagehide', tell)
    return () => {
      stop()
      removeEventListener('pagehide', tell)
      tell()
    }
  }, [client, reading, clipId, isComplete])
  return reading
}
