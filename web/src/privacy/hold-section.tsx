import { useInfiniteQuery } from '@tanstack/preact-query'
import { t } from '../messages/messages.ts'
import { PagedList } from '../parts/paged-list.tsx'
import { HoldButton } from './hold-button.tsx'
import { HoldItem } from './hold-item.tsx'
import { holdsQuery } from './office-queries.ts'

interface Props {
  readonly clipId: string
  /** Not once the clip is gone: there is nothing left to keep. */
  readonly mayPlace: boolean
}

/** Whether a clip must be kept, and why. */
export function HoldSection({ clipId, mayPlace }: Props) {
  const holds = useInfiniteQuery(holdsQuery(clipId))
  const isHeld = (holds.data?.pages[0]?.items.length ?? 0) > 0
  if (!mayPlace && !isHeld) return null
  return (
    <section aria-labelledby="hold">
      <h2 id="hold">{t('office.on-hold')}</h2>
      <p class="hint">{t('office.holds-hint')}</p>
      <PagedList query={holds} none={t('office.not-held')} more={t('paper.more')}>
        {(hold) => <HoldItem key={hold.clipId} hold={hold} namesClip={false} />}
      </PagedList>
      {mayPlace && holds.data && !isHeld && <HoldButton clipId={clipId} />}
    </section>
  )
}
