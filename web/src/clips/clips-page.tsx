import { useInfiniteQuery } from '@tanstack/preact-query'
import type { Clip } from '../../../src/clips/schemas.ts'
import { useMe } from '../api/me.ts'
import { clipsQuery } from '../api/queries.ts'
import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { Icon } from '../parts/icon.tsx'
import { Page } from '../parts/page.tsx'
import { Loading, Trouble } from '../parts/trouble.tsx'
import { ClipRow } from './clip-row.tsx'
import { isMoving } from './clip-state.ts'

const lookAgainMs = 4000

/** My clips and those that are shared with me. It looks again by itself only while something is under way. */
export function ClipsPage() {
  const me = useMe()
  const clips = useInfiniteQuery({
    ...clipsQuery,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ items }) => items.some(isMovingNow)) ? lookAgainMs : false,
  })
  const all = clips.data?.pages.flatMap(({ items }) => items) ?? []
  const mine = all.filter(({ owner }) => owner.id === me.id)
  const shared = all.filter(({ owner }) => owner.id !== me.id)
  return (
    <Page
      title={t('clips.title')}
      class="clips"
      beside={
        <a class="button primary" href="/clips/new">
          <Icon name="plus" />
          <span>{t('frame.add')}</span>
        </a>
      }
    >
      {clips.isPending && <Loading />}
      {clips.error && <Trouble error={clips.error} onRetry={() => void clips.refetch()} />}
      {clips.data && (
        <>
          <ClipSection title={t('clips.mine')} clips={mine} isMine nothing={t('clips.none-mine')} />
          <ClipSection title={t('clips.shared')} clips={shared} nothing={t('clips.none-shared')} />
        </>
      )}
      {clips.hasNextPage && (
        <Button busy={clips.isFetchingNextPage} onClick={() => void clips.fetchNextPage()}>
          {t('clips.older')}
        </Button>
      )}
    </Page>
  )
}

interface SectionProps {
  readonly title: string
  readonly clips: readonly Clip[]
  readonly nothing: string
  readonly isMine?: boolean
}

function ClipSection({ title, clips, nothing, isMine = false }: SectionProps) {
  return (
    <section class="clip-section">
      <h2>{title}</h2>
      {clips.length === 0 ? (
        <div class="empty">
          <p>{nothing}</p>
          {isMine && (
            <p>
              <a href="/clips/new">{t('frame.add')}</a>
            </p>
          )}
        </div>
      ) : (
        <ul class="clip-list">
          {clips.map((clip) => (
            <ClipRow key={clip.id} clip={clip} isMine={isMine} />
          ))}
        </ul>
      )}
    </section>
  )
}

/** An upload that nobody goes on with would be looked at for two weeks. */
const isMovingNow = (clip: Clip): boolean =>
  isMoving(clip) && (clip.state !== 'receiving' || Date.now() - Date.parse(clip.createdAt) < 3_600_000)
