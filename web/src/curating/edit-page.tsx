import { useQuery } from '@tanstack/preact-query'
import { useRoute } from 'preact-iso'
import type { Exemplar } from '../../../src/exemplars/schemas.ts'
import { isNotHere } from '../api/problem.ts'
import { ExemplarNotHere } from '../exemplars/exemplar-not-here.tsx'
import { exemplarQuery } from '../exemplars/exemplar-queries.ts'
import { t } from '../messages/messages.ts'
import { later } from '../parts/later.tsx'
import { Notice } from '../parts/notice.tsx'
import { Page } from '../parts/page.tsx'
import { Loading, Trouble } from '../parts/trouble.tsx'
import { CardForm } from './card-form.tsx'
import { PublishSection } from './publish-section.tsx'

const NotesSection = later(
  async () => (await import('./notes-section.tsx')).NotesSection,
  ...(['watch', 'cut'] as const),
)

/** Where an exemplar is described, written beside, and published: for its owner, and for who curates it. */
export function EditPage() {
  const { exemplarId = '' } = useRoute().params
  const exemplar = useQuery(exemplarQuery(exemplarId))
  if (isNotHere(exemplar.error)) return <ExemplarNotHere what="exemplar" />
  if (exemplar.data) return <Editing key={exemplarId} exemplar={exemplar.data} />
  if (exemplar.error) return <Trouble error={exemplar.error} onRetry={() => void exemplar.refetch()} />
  return <Loading />
}

function Editing({ exemplar }: { readonly exemplar: Exemplar }) {
  const { id, title, can, state } = exemplar
  return (
    <Page title={t('describe.title', { title })} class="narrow papers">
      <p class="actions">
        <a href={`/exemplars/${id}`}>{t('describe.to-it')}</a>
        {can.answer && <a href={`/exemplars/${id}/passport`}>{t('mine.to-passport')}</a>}
        <a href="/exemplars/mine">{t('passport.to-mine')}</a>
      </p>
      {can.edit ? (
        <>
          <PublishSection exemplar={exemplar} />
          <CardForm exemplar={exemplar} />
          <NotesSection exemplar={exemplar} />
        </>
      ) : (
        <Notice icon="lock">
          <p>{t(state === 'asked' ? 'describe.not-yet' : 'describe.not-yours')}</p>
        </Notice>
      )}
    </Page>
  )
}
