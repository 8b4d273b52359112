import { useQueryClient } from '@tanstack/preact-query'
import { useLocation } from 'preact-iso'
import type { Exemplar } from '../../../src/exemplars/schemas.ts'
import { call } from '../api/call.ts'
import { exemplarPath } from '../exemplars/exemplar-queries.ts'
import { audienceName } from '../exemplars/exemplar-words.ts'
import { dayInWords } from '../messages/dates.ts'
import { t } from '../messages/messages.ts'
import { AskFirst } from '../parts/ask-first.tsx'
import { exemplarChanged, exemplarGone } from './curating-queries.ts'

/** Whether it is in the library, for whom and until when; and how to put it there or take it out. */
export function PublishSection({ exemplar }: { readonly exemplar: Exemplar }) {
  const client = useQueryClient()
  const { route } = useLocation()
  const { id, clipId, state, agreed, can } = exemplar
  const whom = {
    audience: agreed ? audienceName(agreed.audience) : '',
    day: agreed ? dayInWords(agreed.endsOn) : '',
  }
  const change = async (method: 'PUT' | 'DELETE') => {
    const now = await call<Exemplar | null>(`${exemplarPath(id)}/publication`, { method })
    if (now) return exemplarChanged(client, clipId, now)
    // Who saw it in the library alone sees it no longer.
    route('/exemplars')
    await exemplarGone(client, clipId, id)
  }
  return (
    <section aria-labelledby="publish">
      <h2 id="publish">{t('publish.title')}</h2>
      {state === 'agreed' && (
        <p>
          {agreed ? t('publish.agreed', whom) : t('exemplar.is-agreed')}
          {!can.publish && ` ${t('publish.by-others')}`}
        </p>
      )}
      {state === 'published' && (
        <p>{agreed ? t('publish.published', whom) : t('mine.nominated-published')}</p>
      )}
      {can.publish && (
        <AskFirst
          label={t('publish.publish')}
          title={t('publish.ask')}
          words={[t('publish.words', whom), t('publish.words-end')]}
          action={t('publish.publish')}
          does={() => change('PUT')}
          done={t('publish.done')}
        />
      )}
      {can.unpublish && (
        <AskFirst
          label={t('publish.unpublish')}
          title={t('publish.unpublish-ask')}
          words={[t('publish.unpublish-words'), t('publish.unpublish-again')]}
          action={t('publish.unpublish')}
          does={() => change('DELETE')}
          done={t('publish.undone')}
        />
      )}
    </section>
  )
}
