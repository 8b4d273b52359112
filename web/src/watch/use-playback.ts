import { useQuery, useQueryClient } from '@tanstack/preact-query'
import { useCallback, useEffect, useRef } from 'preact/hooks'
import type { Clip, Playback } from '../../../src/clips/schemas.ts'
import { isNotHere, isOver } from '../api/problem.ts'
import { playbackAgain, playbackQuery } from '../api/queries.ts'
import { useOpened } from '../browser/use-opened.ts'
import type { Player } from '../player/player.ts'

/**
 * Where the clip plays from. Looked at again when its state changes, as there may be more of it then; asked for anew
 * only when the play has ended, after a long time or because the clip was cut.
 */
export function usePlayback({ id, state }: Pick<Clip, 'id' | 'state'>, canPlay: boolean, player: Player) {
  const client = useQueryClient()
  const isOpened = useOpened()
  const query = useQuery({ ...playbackQuery(id), enabled: canPlay && isOpened })
  const { refetch } = query
  const known = useRef(state)
  useEffect(() => {
    if (known.current === state) return
    known.current = state
    const { queryKey } = playbackQuery(id)
    const was = client.getQueryData<Playback>(queryKey)
    if (!was) return
    playbackAgain(id, was).then(
      (now) => client.setQueryData(queryKey, now),
      (error) => {
        if (isNotHere(error) || isOver(error)) void refetch()
      },
    )
  }, [client, id, state, refetch])

  const renew = useCallback(async () => {
    const { isError } = await refetch()
    if (isError) player.stumble()
  }, [refetch, player])
  return { ...query, renew }
}
