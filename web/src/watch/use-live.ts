import { useQueryClient } from '@tanstack/preact-query'
import { useEffect, useState } from 'preact/hooks'
import { clipQuery, clipsQuery, playbackQuery, threadsQuery } from '../api/queries.ts'
import { stagesQuery } from '../stages/stages-query.ts'

/** `lost` is told only after a while: a train's tunnel is no news. */
export type Live = 'live' | 'lost' | 'gone'

const lostAfterMs = 10_000
const openAgainMs = 5000

/**
 * Follows a clip's notices. They say only that something changed; then it is fetched again, and so it is whenever the
 * stream (re)opens, as nothing is replayed. `again` begins anew after the clip was gone.
 */
export function useLive(clipId: string): { live: Live; again: () => void } {
  const client = useQueryClient()
  const [live, setLive] = useState<Live>('live')
  const [round, setRound] = useState(0)

  useEffect(() => {
    let source: EventSource
    let lostTimer: ReturnType<typeof setTimeout> | undefined
    let againTimer: ReturnType<typeof setTimeout> | undefined
    const lookAgain = (what: 'clip' | 'talk' | 'stages') => {
      const { queryKey } = what === 'clip' ? clipQuery(clipId) : threadsQuery(clipId)
      void client.invalidateQueries({ queryKey })
      const besides = what === 'clip' ? clipsQuery : stagesQuery(clipId)
      void client.invalidateQueries({ queryKey: besides.queryKey })
    }
    const open = () => {
      source = new EventSource(`/api/v1/clips/${clipId}/events`)
      source.addEventListener('open', () => {
        clearTimeout(lostTimer)
        lostTimer = undefined
        setLive('live')
        lookAgain('clip')
        lookAgain('talk')
      })
      source.addEventListener('changed', ({ data }: MessageEvent<string>) => {
        lookAgain((JSON.parse(data) as { what: 'clip' | 'talk' | 'stages' }).what)
      })
      source.addEventListener('gone', () => {
        source.close()
        clearTimeout(lostTimer)
        setLive('gone')
        forgetClip()
      })
      source.addEventListener('error', () => {
        lostTimer ??= setTimeout(() => setLive('lost'), lostAfterMs)
        if (source.readyState !== EventSource.CLOSED) return
        // Refused, not broken: the clip's own answer says why (gone, or signed out).
        lookAgain('clip')
        againTimer = setTimeout(open, openAgainMs)
      })
    }
    /** Nothing of a clip that was taken back stays in the page's memory. */
    const forgetClip = () => {
      for (const { queryKey } of [playbackQuery(clipId), threadsQuery(clipId)])
        client.removeQueries({ queryKey })
      void client.invalidateQueries({ queryKey: clipsQuery.queryKey })
    }
    open()
    return () => {
      source.close()
      clearTimeout(lostTimer)
      clearTimeout(againTimer)
    }
  }, [client, clipId, round])

  return {
    live,
    again: () => {
      setLive('live')
      setRound(round + 1)
    },
  }
}
