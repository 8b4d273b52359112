import { useQuery, useQueryClient } from '@tanstack/preact-query'
import { useEffect, useRef } from 'preact/hooks'
import type { Clip } from '../../../src/clips/schemas.ts'
import { playbackQuery } from '../api/queries.ts'

/** Where the clip plays from; asked again when its state changes, as there may be more of it then. */
export function usePlayback({ id, state }: Pick<Clip, 'id' | 'state'>, canPlay: boolean) {
  const client = useQueryClient()
  const known = useRef(state)
  useEffect(() => {
    if (known.current === state) return
    known.current = state
    void client.invalidateQueries({ queryKey: playbackQuery(id).queryKey })
  }, [client, id, state])
  return useQuery({ ...playbackQuery(id), enabled: canPlay, staleTime: Number.POSITIVE_INFINITY })
}
