import { useQuery } from '@tanstack/preact-query'
import { useEffect } from 'preact/hooks'
import type { CaptionsList } from '../../../src/captions/schemas.ts'
import type { Clip } from '../../../src/clips/schemas.ts'
import { language } from '../messages/messages.ts'
import type { Player } from '../player/player.ts'
import { captionsQuery, captionsUrl } from './captions-query.ts'

/** Tells the player which captions there are, and answers them. Without any, all is as if there were no such thing. */
export function useCaptions({ id, cutNo, can }: Clip, player: Player): CaptionsList['items'] {
  const { data } = useQuery({ ...captionsQuery(id), enabled: can.play })
  const usual = language()
  useEffect(() => {
    const tracks = data?.items.map((each) => ({ language: each.language, url: captionsUrl(each, cutNo) }))
    player.offerCaptions(tracks ?? [], usual)
  }, [player, data, cutNo, usual])
  return data?.items ?? []
}
