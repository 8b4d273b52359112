import { useQuery } from '@tanstack/preact-query'
import { useState } from 'preact/hooks'
import { useMe } from '../api/me.ts'
import { cohortsQuery } from '../api/queries.ts'
import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { later } from '../parts/later.tsx'
import { Trouble } from '../parts/trouble.tsx'
import { collectionsQuery } from './exemplar-queries.ts'
import { curatesForAll, ownCohorts } from './may-collect.ts'

const StartCollection = later(
  async () => (await import('./start-collection-dialog.tsx')).StartCollectionDialog,
  'exemplars',
)

/** So many stand in the row before all of them are asked for. */
const few = 4

/** Exemplars that somebody put in an order, above all the others; and the way to begin such a collection. */
export function CollectionsRow() {
  const me = useMe()
  const collections = useQuery(collectionsQuery)
  const cohorts = useQuery(cohortsQuery).data?.items ?? []
  const [showsAll, setShowsAll] = useState(false)
  const [isStarting, setStarting] = useState(false)
  const mayStart = curatesForAll(me) || ownCohorts(cohorts, me.id).length > 0
  const all = collections.data?.items ?? []
  if (collections.error) {
    return <Trouble error={collections.error} onRetry={() => void collections.refetch()} />
  }
  if (!collections.data || (all.length === 0 && !mayStart)) return null
  return (
    <section class="collections" aria-labelledby="collections">
      <div class="page-head">
        <h2 id="collections">{t('collections.title')}</h2>
        {mayStart && (
          <Button look="text" icon="plus" onClick={() => setStarting(true)}>
            {t('collections.start')}
          </Button>
        )}
      </div>
      {all.length === 0 && <p class="hint">{t('collections.none')}</p>}
      {all.length > 0 && (
        <ul class="cohort-cards">
          {(showsAll ? all : all.slice(0, few)).map(({ id, title, introduction, cohort, exemplars }) => (
            <li key={id} class="cohort-card">
              <h3>
                <a class="cover" href={`/collections/${id}`}>
                  {title}
                </a>
              </h3>
              {introduction && <p class="hint one-line">{introduction}</p>}
              <p class="clip-meta">
                <span>{t('library.found', { count: exemplars })}</span>
                {cohort && <span>{cohort.name}</span>}
              </p>
            </li>
          ))}
        </ul>
      )}
      {!showsAll && all.length > few && (
        <Button look="text" onClick={() => setShowsAll(true)}>
          {t('collections.all', { count: all.length })}
        </Button>
      )}
      {isStarting && <StartCollection onClose={() => setStarting(false)} />}
    </section>
  )
}
