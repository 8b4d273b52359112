import { useInfiniteQuery, useQuery } from '@tanstack/preact-query'
import { useRoute } from 'preact-iso'
import type { PrivacyClip } from '../../../src/clips/pause-schemas.ts'
import { useMe } from '../api/me.ts'
import { isNotHere } from '../api/problem.ts'
import { NotHere } from '../frame/not-here.tsx'
import { dateOf } from '../messages/dates.ts'
import { bytesInWords } from '../messages/in-words.ts'
import { type MessageKey, t } from '../messages/messages.ts'
import { Page } from '../parts/page.tsx'
import { PagedList } from '../parts/paged-list.tsx'
import { Loading, Trouble } from '../parts/trouble.tsx'
import { ActsSection } from './acts-section.tsx'
import { GoneOfficeClip } from './gone-office-clip.tsx'
import { HoldSection } from './hold-section.tsx'
import { officeClipQuery, openPausesQuery } from './office-queries.ts'
import { PauseItem } from './pause-item.tsx'
import { StopSections } from './stop-sections.tsx'

/** One clip, for whoever sees to privacy: by its number, without title, owner or picture. */
export function OfficeClipPage() {
  const me = useMe()
  const { clipId = '' } = useRoute().params
  if (!me.seesToPrivacy) return <NotHere />
  return (
    <OfficeClip key={clipId} clipId={clipId.toLowerCase()} isOfficer={me.roles.includes('privacy officer')} />
  )
}

function OfficeClip({ clipId, isOfficer }: { readonly clipId: string; readonly isOfficer: boolean }) {
  const clip = useQuery(officeClipQuery(clipId))
  const isGone = isNotHere(clip.error)
  return (
    <Page title={t('office.clip-title')} class="narrow papers">
      <p>
        <a href="/privacy">{t('office.back')}</a>
      </p>
      {clip.isPending && <Loading />}
      {clip.error && !isGone && <Trouble error={clip.error} onRetry={() => void clip.refetch()} />}
      {isGone && <GoneOfficeClip clipId={clipId} isOfficer={isOfficer} />}
      {clip.data && !isGone && (
        <>
          <p>{t('office.clip-about')}</p>
          <Facts clip={clip.data} />
          <Pauses clipId={clipId} />
          <StopSections clip={clip.data} isOfficer={isOfficer} />
          {isOfficer && <HoldSection clipId={clipId} mayPlace />}
          <ActsSection clipId={clipId} />
        </>
      )}
    </Page>
  )
}

const stateKeys = {
  receiving: 'office.state-receiving',
  preparing: 'office.state-preparing',
  watchable: 'office.state-watchable',
  ready: 'office.state-ready',
  failed: 'office.state-failed',
  withdrawn: 'office.state-withdrawn',
  paused: 'office.state-paused',
} as const satisfies Record<PrivacyClip['state'], MessageKey>

function Facts({ clip }: { readonly clip: PrivacyClip }) {
  return (
    <dl class="facts">
      <dt>{t('paper.number')}</dt>
      <dd class="code">{clip.id}</dd>
      <dt>{t('office.state')}</dt>
      <dd>{t(stateKeys[clip.state])}</dd>
      <dt>{t('office.made')}</dt>
      <dd>{dateOf(clip.createdAt)}</dd>
      <dt>{t('office.size')}</dt>
      <dd>{bytesInWords(clip.bytes)}</dd>
    </dl>
  )
}

function Pauses({ clipId }: { readonly clipId: string }) {
  const pauses = useInfiniteQuery(openPausesQuery(clipId))
  return (
    <section aria-labelledby="open-pauses">
      <h2 id="open-pauses">{t('office.pauses')}</h2>
      <PagedList query={pauses} none={t('office.pauses-none')} more={t('office.more')}>
        {(pause) => <PauseItem key={pause.id} pause={pause} namesClip={false} />}
      </PagedList>
    </section>
  )
}
