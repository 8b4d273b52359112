import { useQuery } from '@tanstack/preact-query'
import { t } from '../messages/messages.ts'
import { Loading, Trouble } from '../parts/trouble.tsx'
import { myEvaluatorsQuery } from './my-data-queries.ts'

/** Whom the organisation names as rating me: they see no clip of mine unless I say so. */
export function MyEvaluators() {
  const evaluators = useQuery(myEvaluatorsQuery)
  const items = evaluators.data?.items ?? []
  return (
    <section aria-labelledby="my-evaluators">
      <h2 id="my-evaluators">{t('data.evaluators')}</h2>
      {evaluators.isPending && <Loading />}
      {evaluators.error && <Trouble error={evaluators.error} onRetry={() => void evaluators.refetch()} />}
      {evaluators.data && (
        <p class="hint">{items.length > 0 ? t('data.evaluators-hint') : t('data.evaluators-none')}</p>
      )}
      {items.length > 0 && (
        <ul class="lines">
          {items.map(({ id, name }) => (
            <li key={id}>{name}</li>
          ))}
        </ul>
      )}
    </section>
  )
}
