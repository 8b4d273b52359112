import { useInfiniteQuery } from '@tanstack/preact-query'
import type { Clip } from '../../../src/clips/schemas.ts'
import { ownerName } from '../clips/owner-name.ts'
import { t } from '../messages/messages.ts'
import { Page } from '../parts/page.tsx'
import { PagedList } from '../parts/paged-list.tsx'
import { pausesQuery } from './clip-privacy-queries.ts'
import { ConcernButton } from './concern-button.tsx'
import { PauseWords } from './pauses-section.tsx'

/** For somebody who sees the clip and does not own it: who decides, what is known of them, and their own concerns. */
export function OthersPaper({ clip }: { readonly clip: Clip }) {
  const pauses = useInfiniteQuery(pausesQuery(clip.id))
  const hasRaised = (pauses.data?.pages[0]?.items.length ?? 0) > 0
  return (
    <Page title={t('paper.title', { title: clip.title })} class="narrow papers">
      <p>{t('concern.decides', { name: ownerName(clip.owner) })}</p>
      {clip.state === 'paused' && <p>{t('clip.paused')}</p>}
      <div class="actions">
        <ConcernButton clip={clip} isOwner={false} />
      </div>
      {(hasRaised || pauses.error) && (
        <section aria-labelledby="raised">
          <h2 id="raised">{t('concern.mine')}</h2>
          <PagedList query={pauses} none="" more={t('paper.more')}>
            {(pause) => (
              <li key={pause.id}>
                <PauseWords pause={pause} open={t('concern.mine-open')} />
              </li>
            )}
          </PagedList>
        </section>
      )}
      <p>
        <a href={`/clips/${clip.id}`}>{t('paper.to-clip')}</a>
      </p>
    </Page>
  )
}
