import { useInfiniteQuery, useQueryClient } from '@tanstack/preact-query'
import type { Export } from '../../../src/my-data/schemas.ts'
import { call } from '../api/call.ts'
import { dateOf } from '../messages/dates.ts'
import { bytesInWords, percent, whenInWords } from '../messages/in-words.ts'
import { t } from '../messages/messages.ts'
import { AskFirst } from '../parts/ask-first.tsx'
import { Button } from '../parts/button.tsx'
import { Icon } from '../parts/icon.tsx'
import { PagedList } from '../parts/paged-list.tsx'
import { ProgressBar } from '../parts/progress-bar.tsx'
import { Refusal } from '../parts/refusal.tsx'
import { useAct } from '../parts/use-act.ts'
import { myExportsQuery } from './my-data-queries.ts'

const lookAgainMs = 2000

/** Copies of all that is mine: asked for, made while one waits, fetched, removed. */
export function MyExports() {
  const client = useQueryClient()
  const { isBusy, refusal, act } = useAct()
  const exports = useInfiniteQuery({
    ...myExportsQuery,
    refetchInterval: ({ state }) => (state.data?.pages.some(isMaking) ? lookAgainMs : false),
  })
  const again = () => client.invalidateQueries({ queryKey: myExportsQuery.queryKey })
  const ask = async () => {
    await call('/api/v1/me/exports', { method: 'POST' })
    await again()
  }
  return (
    <section aria-labelledby="my-exports">
      <h2 id="my-exports">{t('data.export')}</h2>
      <p class="hint">{t('data.export-hint')}</p>
      <Refusal of={refusal} />
      {!exports.data?.pages.some(isMaking) && (
        <Button busy={isBusy} onClick={() => void act(ask, t('data.export-asked'))}>
          {t('data.export-ask')}
        </Button>
      )}
      <PagedList query={exports} none={t('data.exports-none')} more={t('data.more')}>
        {(each) => (
          <li key={each.id}>
            <ExportWords of={each} />
            <div class="actions">
              {each.state === 'ready' && each.fileUrl && (
                <a class="button primary" href={each.fileUrl} download>
                  <Icon name="download" />
                  <span>{t('data.export-download')}</span>
                </a>
              )}
              <AskFirst
                label={t('data.export-remove')}
                title={t('data.export-remove-title')}
                words={[t('data.export-remove-words')]}
                action={t('data.export-remove')}
                does={async () => {
                  await call(`/api/v1/me/exports/${each.id}`, { method: 'DELETE' })
                  await again()
                }}
                done={t('data.export-removed')}
              />
            </div>
          </li>
        )}
      </PagedList>
    </section>
  )
}

const isMaking = ({ items }: { readonly items: readonly Export[] }): boolean =>
  items.some(({ state }) => state === 'making')

function ExportWords({ of: { state, progress, bytes, expiresAt, requestedAt } }: { readonly of: Export }) {
  return (
    <div>
      <p role={state === 'making' ? undefined : 'status'}>
        {state === 'making' && t('data.export-making', { percent: percent(progress) })}
        {state === 'failed' && t('data.export-failed')}
        {state === 'ready' &&
          t('data.export-ready', { size: bytesInWords(bytes ?? 0), date: dateOf(expiresAt) })}
      </p>
      {state === 'making' && (
        <ProgressBar fraction={progress} label={t('data.export-progress', { percent: percent(progress) })} />
      )}
      <p class="hint">{t('data.export-of', { when: whenInWords(requestedAt) })}</p>
    </div>
  )
}
