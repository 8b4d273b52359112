import { useQuery, useQueryClient } from '@tanstack/preact-query'
import { useState } from 'preact/hooks'
import { useLocation, useRoute } from 'preact-iso'
import type { Collection } from '../../../src/exemplars/collection-schemas.ts'
import { call } from '../api/call.ts'
import { askWithout } from '../api/gone.ts'
import { isNotHere } from '../api/problem.ts'
import { t } from '../messages/messages.ts'
import { AskFirst } from '../parts/ask-first.tsx'
import { Button } from '../parts/button.tsx'
import { Page } from '../parts/page.tsx'
import { Loading, Trouble } from '../parts/trouble.tsx'
import { ArrangeCollection } from './arrange-collection.tsx'
import { CollectionWordsDialog } from './collection-words-dialog.tsx'
import { ExemplarNotHere } from './exemplar-not-here.tsx'
import { collectionPath, collectionQuery, collectionsQuery } from './exemplar-queries.ts'
import { ShelfItem } from './shelf-item.tsx'

export function CollectionPage() {
  const { collectionId = '' } = useRoute().params
  const collection = useQuery(collectionQuery(collectionId))
  if (isNotHere(collection.error)) return <ExemplarNotHere what="collection" />
  if (collection.data) return <Shown key={collectionId} collection={collection.data} />
  if (collection.error) return <Trouble error={collection.error} onRetry={() => void collection.refetch()} />
  return <Loading />
}

/** Exemplars in the order that somebody gave them; those who keep it can change all of that here. */
function Shown({ collection }: { readonly collection: Collection }) {
  const { title, introduction, cohort, items, can } = collection
  const [isArranging, setArranging] = useState(false)
  return (
    <Page
      title={title}
      class="papers collection"
      beside={
        can.change && (
          <Button aria-expanded={isArranging} onClick={() => setArranging(!isArranging)}>
            {isArranging ? t('collection.arranged') : t('collection.arrange')}
          </Button>
        )
      }
    >
      <p class="clip-meta">
        <a href="/exemplars">{t('frame.exemplars')}</a>
        <span>{cohort ? cohort.name : t('audience.organisation')}</span>
      </p>
      {introduction && <p class="said">{introduction}</p>}
      {isArranging && <WordsAndEnd collection={collection} />}
      <section aria-labelledby="in-it">
        <h2 id="in-it">{t('library.found', { count: items.length })}</h2>
        {items.length === 0 && (
          <div class="empty">
            <p>{can.change ? t('collection.empty-yours') : t('collection.empty')}</p>
            {can.change && !isArranging && (
              <p>
                <Button onClick={() => setArranging(true)}>{t('collection.add')}</Button>
              </p>
            )}
          </div>
        )}
        {!isArranging && items.length > 0 && (
          <ol class="clip-list shelf">
            {items.map((exemplar) => (
              <li key={exemplar.id} class="clip-row">
                <ShelfItem exemplar={exemplar} />
              </li>
            ))}
          </ol>
        )}
        {isArranging && <ArrangeCollection collection={collection} />}
      </section>
    </Page>
  )
}

/** What is said about it, and its end. */
function WordsAndEnd({ collection }: { readonly collection: Collection }) {
  const client = useQueryClient()
  const { route } = useLocation()
  const [isWriting, setWriting] = useState(false)
  const retire = async () => {
    await call(collectionPath(collection.id), { method: 'DELETE' })
    route('/exemplars', true)
    void askWithout(client, collection.id, [collectionsQuery.queryKey, ['exemplars']])
  }
  return (
    <div class="actions">
      <Button onClick={() => setWriting(true)}>{t('collection.edit')}</Button>
      <AskFirst
        label={t('collection.retire')}
        look="quiet"
        title={t('collection.retire-title')}
        words={[t('collection.retire-words')]}
        action={t('collection.retire')}
        does={retire}
        done={t('collection.retired')}
      />
      {isWriting && <CollectionWordsDialog collection={collection} onClose={() => setWriting(false)} />}
    </div>
  )
}
