import { useInfiniteQuery } from '@tanstack/preact-query'
import type { Purge } from '../../../src/retention/schemas.ts'
import { useMe } from '../api/me.ts'
import { NotHere } from '../frame/not-here.tsx'
import { dateOf } from '../messages/dates.ts'
import { t } from '../messages/messages.ts'
import { Page } from '../parts/page.tsx'
import { PagedList } from '../parts/paged-list.tsx'
import { ActsSection } from './acts-section.tsx'
import { shortNumber } from './clip-number.ts'
import { FindClipForm } from './find-clip-form.tsx'
import { HoldItem } from './hold-item.tsx'
import { holdsQuery, openPausesQuery, orderedPurgesQuery } from './office-queries.ts'
import { PauseItem } from './pause-item.tsx'

/** Where privacy officers stop and end what must be, without seeing it. */
export function OfficePage() {
  const me = useMe()
  if (!me.seesToPrivacy) return <NotHere />
  const isOfficer = me.roles.includes('privacy officer')
  return (
    <Page title={t('office.title')} class="narrow papers">
      <p>{t('office.about')}</p>
      {!isOfficer && <p>{t('office.stand-in')}</p>}
      <OpenPauses />
      <FindClipForm />
      {isOfficer && <Holds />}
      {isOfficer && <OrderedPurges />}
      <ActsSection />
    </Page>
  )
}

function OpenPauses() {
  const pauses = useInfiniteQuery(openPausesQuery())
  return (
    <section aria-labelledby="open-pauses">
      <h2 id="open-pauses">{t('office.open')}</h2>
      <PagedList query={pauses} none={t('office.open-none')} more={t('office.more')}>
        {(pause) => <PauseItem key={pause.id} pause={pause} namesClip />}
      </PagedList>
    </section>
  )
}

function Holds() {
  const holds = useInfiniteQuery(holdsQuery())
  return (
    <section aria-labelledby="holds">
      <h2 id="holds">{t('office.holds')}</h2>
      <p class="hint">{t('office.holds-hint')}</p>
      <PagedList query={holds} none={t('office.holds-none')} more={t('paper.more')}>
        {(hold) => <HoldItem key={hold.clipId} hold={hold} namesClip />}
      </PagedList>
    </section>
  )
}

const lookAgainMs = 4000

function OrderedPurges() {
  const purges = useInfiniteQuery({
    ...orderedPurgesQuery,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ items }) => items.some(({ doneAt }) => doneAt === null))
        ? lookAgainMs
        : false,
  })
  return (
    <section aria-labelledby="purges">
      <h2 id="purges">{t('office.purges')}</h2>
      <PagedList query={purges} none={t('office.purges-none')} more={t('paper.more')}>
        {(purge) => (
          <li key={purge.clipId}>
            <div>
              <h3>
                <a href={`/privacy/clips/${purge.clipId}`}>
                  {t('office.clip', { number: shortNumber(purge.clipId) })}
                </a>
              </h3>
              <p class="hint">{purgeWords(purge)}</p>
            </div>
          </li>
        )}
      </PagedList>
    </section>
  )
}

const purgeWords = ({ doneAt, orderedAt, certificate }: Purge): string =>
  doneAt
    ? t('office.purge-done', { date: dateOf(doneAt), count: certificate?.objects.length ?? 0 })
    : t('office.purge-ordered', { date: dateOf(orderedAt) })
