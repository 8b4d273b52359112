import { useQueryClient } from '@tanstack/preact-query'
import type { Exemplar } from '../../../src/exemplars/schemas.ts'
import { call } from '../api/call.ts'
import { exemplarPath } from '../exemplars/exemplar-queries.ts'
import { t } from '../messages/messages.ts'
import { AskFirst } from '../parts/ask-first.tsx'
import { exemplarChanged } from './curating-queries.ts'

/** The owner's one button. */
export function EndButton({ exemplar: { id, clipId } }: { readonly exemplar: Exemplar }) {
  const client = useQueryClient()
  return (
    <AskFirst
      look="danger"
      label={t('end.label')}
      title={t('end.ask')}
      words={[t('end.words-1'), t('end.words-2'), t('end.words-3')]}
      action={t('end.label')}
      does={async () => {
        await call(`${exemplarPath(id)}/consent`, { method: 'DELETE' })
        await exemplarChanged(client, clipId)
      }}
      done={t('end.done')}
    />
  )
}
