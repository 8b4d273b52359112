import { useQuery } from '@tanstack/preact-query'
import { useLocation } from 'preact-iso'
import type { Pair } from '../../../src/coaching/schemas.ts'
import { useMe } from '../api/me.ts'
import { InvitationTask } from '../home/invitation-task.tsx'
import { ownInvitationsQuery } from '../home/invitations-query.ts'
import { t } from '../messages/messages.ts'
import { dueDayInWords } from '../messages/moments.ts'
import { Icon } from '../parts/icon.tsx'
import { Page } from '../parts/page.tsx'
import { Loading, Trouble } from '../parts/trouble.tsx'
import { pairsQuery } from './coaching-queries.ts'
import { partWords } from './coaching-words.ts'
import { OfferDialog } from './offer-dialog.tsx'

/** The reader's coaching, what was offered to them, and what coaching is. */
export function CoachingPage() {
  const me = useMe()
  const { query, route } = useLocation()
  const pairs = useQuery(pairsQuery)
  const invitations = useQuery(ownInvitationsQuery)
  const offered = (invitations.data?.items ?? []).filter(({ cohort }) => cohort.kind === 'coaching')
  const mayOffer = me.roles.some((role) => role === 'teacher leader' || role === 'program coach')
  const all = pairs.data?.items ?? []
  return (
    <Page
      title={t('cohort.coaching')}
      class="coaching-page"
      beside={
        mayOffer && (
          <a class="button primary" href="/coaching?start=1">
            <Icon name="plus" />
            <span>{t('coaching.offer')}</span>
          </a>
        )
      }
    >
      <ul class="coaching-is">
        <li>{t('coaching.is-two')}</li>
        <li>{t('coaching.is-kept')}</li>
        <li>{t('coaching.is-private')}</li>
        <li>{t('coaching.is-ended')}</li>
      </ul>
      {offered.length > 0 && (
        <ul class="tasks" aria-label={t('coaching.offered-to-you')}>
          {offered.map((invitation) => (
            <InvitationTask key={invitation.id} invitation={invitation} />
          ))}
        </ul>
      )}
      {pairs.isPending && <Loading />}
      {pairs.error && <Trouble error={pairs.error} onRetry={() => void pairs.refetch()} />}
      {pairs.data && all.length === 0 && offered.length === 0 && (
        <div class="empty">
          <p>{mayOffer ? t('coaching.none-to-offer') : t('coaching.none')}</p>
        </div>
      )}
      {all.length > 0 && (
        <ul class="cohort-cards">
          {all.map((pair) => (
            <PairCard key={pair.id} pair={pair} />
          ))}
        </ul>
      )}
      {mayOffer && query.start !== undefined && (
        <OfferDialog
          // It also closes when the page goes over into the new space.
          onClose={() => location.pathname === '/coaching' && route('/coaching', true)}
        />
      )}
    </Page>
  )
}

function PairCard({ pair }: { readonly pair: Pair }) {
  const { id, about, invited, nextStep } = pair
  return (
    <li class="cohort-card">
      <h2>
        <a class="cover" href={`/coaching/${id}`}>
          {about}
        </a>
      </h2>
      {(pair.with || !invited) && <p class="clip-meta">{partWords(pair)}</p>}
      {invited && <p class="hint">{t('coaching.waits', { name: invited.name })}</p>}
      {pair.with && nextStep && (
        <div>
          <p>{nextStep.body}</p>
          <p class="hint">{t('coaching.due', { day: dueDayInWords(nextStep.dueOn) })}</p>
        </div>
      )}
      {pair.with && !nextStep && <p class="hint">{t('coaching.no-step')}</p>}
    </li>
  )
}
