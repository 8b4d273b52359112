import { useInfiniteQuery } from '@tanstack/preact-query'
import { useEffect } from 'preact/hooks'
import type { Clip } from '../../../src/clips/schemas.ts'
import { threadsQuery } from '../api/queries.ts'
import { t } from '../messages/messages.ts'
import { isCutAway, type Part } from './part.ts'

interface Props {
  readonly clip: Clip
  readonly part: Part
  readonly standing: Part
}

/** What becomes of the talk about what is cut away. Nothing is said where there is none. */
export function TalkBeside({ clip, part, standing }: Props) {
  const { data, hasNextPage, isFetching, isError, fetchNextPage } = useInfiniteQuery(threadsQuery(clip.id))
  useEffect(() => {
    if (hasNextPage && !isFetching && !isError) void fetchNextPage()
  }, [hasNextPage, isFetching, isError, fetchNextPage])
  // Moments are told on the clip as it is now.
  const onClip = { inMs: part.inMs - standing.inMs, outMs: part.outMs - standing.inMs }
  const count =
    data?.pages.flatMap(({ items }) => items).filter((thread) => isCutAway(thread, onClip)).length ?? 0
  return count > 0 ? <p>{t('cut.talk', { count })}</p> : null
}
