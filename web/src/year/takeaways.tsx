import { useQuery } from '@tanstack/preact-query'
import type { Meeting } from '../../../src/meetings/schemas.ts'
import type { Takeaway } from '../../../src/meetings/takeaway-schemas.ts'
import { t } from '../messages/messages.ts'
import { Icon } from '../parts/icon.tsx'
import { Loading, Trouble } from '../parts/trouble.tsx'
import { TakeawayForm } from './takeaway-form.tsx'
import { TakeawayItem } from './takeaway-item.tsx'
import { cyclesOfYear, takeawaysQuery } from './year-queries.ts'

/** What a meeting came to, from its start on: decisions, what we will try next, and the way on from there. */
export function Takeaways({ meeting }: { readonly meeting: Meeting }) {
  const { id, cohort, startsAt, cancelledAt, can } = meeting
  const hasBegun = Date.parse(startsAt) <= Date.now()
  const takeaways = useQuery({ ...takeawaysQuery(id), enabled: hasBegun })
  const cycles = useQuery({ ...cyclesOfYear(cohort.id), enabled: can.change })
  const cycle = cycles.data?.find(({ closedAt }) => closedAt === null)
  const items = takeaways.data?.items ?? []
  if (cancelledAt !== null && items.length === 0) return null
  const next = new URLSearchParams({ after: id, ...(cycle && { cycle: cycle.id }) })
  return (
    <section class="takeaways" aria-labelledby="takeaways">
      <h2 id="takeaways">{t('takeaway.title')}</h2>
      {!hasBegun && <p class="hint">{t('takeaway.not-yet')}</p>}
      {takeaways.error && <Trouble error={takeaways.error} onRetry={() => void takeaways.refetch()} />}
      {hasBegun && takeaways.isPending && <Loading />}
      {takeaways.data && items.length === 0 && <p class="hint">{t('takeaway.none')}</p>}
      <Group title={t('takeaway.decisions')} items={items.filter(({ kind }) => kind === 'decision')} />
      <Group title={t('takeaway.next-tries')} items={items.filter(({ kind }) => kind === 'next try')} />
      {hasBegun && cancelledAt === null && <TakeawayForm meeting={meeting} />}
      {hasBegun && (
        <p class="actions">
          {/* Not before it is known which cycle it goes on in. */}
          {can.change && !cycles.isPending && (
            <a class="button plain" href={`/cohorts/${cohort.id}/assignments/new?${next}`}>
              <span>{t('takeaway.plan-next')}</span>
            </a>
          )}
          <a href={`/cohorts/${cohort.id}/year`}>{t('year.link')}</a>
        </p>
      )}
    </section>
  )
}

function Group({ title, items }: { readonly title: string; readonly items: readonly Takeaway[] }) {
  if (items.length === 0) return null
  return (
    <div>
      <h3>
        <Icon name={items[0]?.kind === 'decision' ? 'check' : 'repeat'} />
        {title}
      </h3>
      <ul class="lines">
        {items.map((takeaway) => (
          <TakeawayItem key={takeaway.id} takeaway={takeaway} />
        ))}
      </ul>
    </div>
  )
}
