import { useInfiniteQuery, useQuery } from '@tanstack/preact-query'
import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'
import { useMe } from '../api/me.ts'
import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { Loading, Trouble } from '../parts/trouble.tsx'
import { ClipRow } from './clip-row.tsx'
import { clipNewsQuery, type clipsWhere } from './clips-queries.ts'

interface Props {
  readonly title: string
  readonly query: ReturnType<typeof clipsWhere>
  /** What stands there where there are none. */
  readonly nothing: ComponentChildren
  /** In the place of older ones: a way to where they are. */
  readonly beside?: ComponentChildren
}

/** Clips below a heading, with older ones on demand. */
export function ClipSection({ title, query, nothing, beside }: Props) {
  const me = useMe()
  const id = useId()
  const clips = useInfiniteQuery(query)
  // Who cannot be told how much is new still sees the clips.
  const news = useQuery(clipNewsQuery).data?.items ?? []
  const newOn = (clipId: string) => news.find((each) => each.clipId === clipId)?.newComments ?? 0
  const all = clips.data?.pages.flatMap(({ items }) => items) ?? []
  return (
    <section class="clip-section" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {clips.isPending && <Loading />}
      {clips.error && <Trouble error={clips.error} onRetry={() => void clips.refetch()} />}
      {clips.data && all.length === 0 && <div class="empty">{nothing}</div>}
      {all.length > 0 && (
        <ul class="clip-list">
          {all.map((clip) => (
            <ClipRow
              key={clip.id}
              clip={clip}
              isMine={clip.owner?.id === me.id}
              newComments={newOn(clip.id)}
            />
          ))}
        </ul>
      )}
      {beside}
      {!beside && clips.hasNextPage && (
        <Button busy={clips.isFetchingNextPage} onClick={() => void clips.fetchNextPage()}>
          {t('clips.older')}
        </Button>
      )}
    </section>
  )
}
