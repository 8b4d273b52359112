import { useQuery, useQueryClient } from '@tanstack/preact-query'
import { useState } from 'preact/hooks'
import type { MadeFeed } from '../../../src/meetings/schemas.ts'
import { call } from '../api/call.ts'
import { dateOf } from '../messages/dates.ts'
import { language, t } from '../messages/messages.ts'
import { AskFirst } from '../parts/ask-first.tsx'
import { Button } from '../parts/button.tsx'
import { Refusal } from '../parts/refusal.tsx'
import { Loading, Trouble } from '../parts/trouble.tsx'
import { useAct } from '../parts/use-act.ts'
import { feedQuery } from './me-queries.ts'
import { ShownOnce } from './shown-once.tsx'

const path = '/api/v1/me/feed'

/** One's meetings in one's own calendar: a secret address, shown once. */
export function FeedSection() {
  const client = useQueryClient()
  const feed = useQuery(feedQuery)
  const { isBusy, refusal, act } = useAct()
  const [url, setUrl] = useState<string>()
  const again = () => client.invalidateQueries({ queryKey: feedQuery.queryKey })
  const make = async () => {
    const made = await call<MadeFeed>(path, { method: 'PUT' })
    setUrl(language() === 'en' ? made.url : `${made.url}?language=${language()}`)
    await again()
  }
  return (
    <section aria-labelledby="feed">
      <h2 id="feed">{t('me.feed')}</h2>
      <p class="hint">{t('me.feed-hint')}</p>
      {feed.isPending && <Loading />}
      {feed.error && <Trouble error={feed.error} onRetry={() => void feed.refetch()} />}
      <Refusal of={refusal} />
      {url && <FreshFeed url={url} onDone={() => setUrl(undefined)} />}
      {feed.data?.createdAt === null && !url && (
        <Button busy={isBusy} onClick={() => void act(make)}>
          {t('me.feed-make')}
        </Button>
      )}
      {feed.data?.createdAt && (
        <>
          <p>{t('me.feed-since', { date: dateOf(feed.data.createdAt) })}</p>
          <div class="actions">
            <AskFirst
              label={t('me.feed-anew')}
              title={t('me.feed-anew-title')}
              words={[t('me.feed-anew-words')]}
              action={t('me.feed-anew')}
              does={make}
              done={t('me.feed-made')}
            />
            <AskFirst
              label={t('me.feed-end')}
              look="danger"
              title={t('me.feed-end-title')}
              words={[t('me.feed-end-words')]}
              action={t('me.feed-end')}
              does={async () => {
                await call(path, { method: 'DELETE' })
                setUrl(undefined)
                await again()
              }}
              done={t('me.feed-ended')}
            />
          </div>
        </>
      )}
    </section>
  )
}

/** The address of a feed that was just made. */
function FreshFeed({ url, onDone }: { readonly url: string; readonly onDone: () => void }) {
  return (
    <ShownOnce
      id="fresh-feed"
      title={t('me.feed-once-title')}
      hint={t('me.feed-once')}
      label={t('me.feed-address')}
      secret={url}
      copied={t('me.feed-copied')}
      notCopied={t('me.feed-copy-failed')}
      onDone={onDone}
    >
      <a class="button plain" href={url.replace(/^https?:/, 'webcal:')}>
        {t('me.feed-open')}
      </a>
    </ShownOnce>
  )
}
