import { useQuery, useQueryClient } from '@tanstack/preact-query'
import type { MyExemplars, OwnedExemplar } from '../../../src/exemplars/lifecycle-schemas.ts'
import type { ShelfExemplar } from '../../../src/exemplars/schemas.ts'
import { call } from '../api/call.ts'
import { useMe } from '../api/me.ts'
import { myExemplarsQuery } from '../api/my-exemplars-query.ts'
import { exemplarPath } from '../exemplars/exemplar-queries.ts'
import { curatesForAll } from '../exemplars/may-collect.ts'
import { t } from '../messages/messages.ts'
import { AskFirst } from '../parts/ask-first.tsx'
import { Page } from '../parts/page.tsx'
import { Loading, Trouble } from '../parts/trouble.tsx'
import { exemplarChanged } from './curating-queries.ts'
import { isOpen, nominatedSentence, ownedSentence, stands } from './curating-words.ts'
import { MineItem } from './mine-item.tsx'
import { ReceiptView } from './receipt-view.tsx'

/** Everything a person has to do with exemplars: what they are asked comes first. */
export function MinePage() {
  const me = useMe()
  const mine = useQuery(myExemplarsQuery)
  return (
    <Page title={t('library.mine')} class="narrow papers">
      <p class="actions">
        <a href="/exemplars">{t('mine.to-library')}</a>
        {(curatesForAll(me) || me.roles.includes('administrator')) && (
          <a href="/exemplars/terms">{t('vocabulary.title')}</a>
        )}
      </p>
      {mine.isPending && <Loading />}
      {mine.error && !mine.data && <Trouble error={mine.error} onRetry={() => void mine.refetch()} />}
      {mine.data && <Shown mine={mine.data} />}
    </Page>
  )
}

function Shown({ mine: { owned, nominated, toPublish } }: { readonly mine: MyExemplars }) {
  const asked = owned.filter(({ state }) => state === 'asked')
  const standing = owned.filter(stands)
  const over = owned.filter((each) => !isOpen(each))
  if (owned.length + nominated.length + toPublish.length === 0) {
    return (
      <div class="empty">
        <p>{t('mine.empty')}</p>
        <p>{t('mine.empty-hint')}</p>
        <p>
          <a href="/clips">{t('mine.to-clips')}</a>
        </p>
      </div>
    )
  }
  return (
    <>
      <Owned id="asked" title={t('mine.title-asked')} items={asked} action={t('mine.answer')} />
      {toPublish.length > 0 && (
        <section aria-labelledby="to-publish">
          <h2 id="to-publish">{t('mine.title-publish')}</h2>
          <ul class="clip-list shelf">
            {toPublish.map((item) => (
              <MineItem
                key={item.id}
                exemplar={item}
                to={`/exemplars/${item.id}/edit`}
                sentence={t('exemplar.is-agreed')}
                action={t('mine.publish')}
              />
            ))}
          </ul>
        </section>
      )}
      <Owned id="yours" title={t('mine.title-yours')} items={standing} action={t('exemplar.passport')} />
      {nominated.length > 0 && (
        <section aria-labelledby="nominated">
          <h2 id="nominated">{t('mine.title-nominated')}</h2>
          <ul class="clip-list shelf">
            {nominated.map((item) => (
              <MineItem
                key={item.id}
                exemplar={item}
                to={`/exemplars/${item.id}`}
                sentence={nominatedSentence(item)}
              >
                {item.state === 'asked' && <TakeBack exemplar={item} />}
              </MineItem>
            ))}
          </ul>
        </section>
      )}
      {over.length > 0 && <Over items={over} />}
    </>
  )
}

interface OwnedProps {
  readonly id: string
  readonly title: string
  readonly items: readonly OwnedExemplar[]
  readonly action: string
}

function Owned({ id, title, items, action }: OwnedProps) {
  const me = useMe()
  if (items.length === 0) return null
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <ul class="clip-list shelf">
        {items.map((item) => (
          <MineItem
            key={item.id}
            exemplar={item}
            to={`/exemplars/${item.id}/passport`}
            sentence={ownedSentence(item, me.id)}
            action={action}
          />
        ))}
      </ul>
    </section>
  )
}

/** What is no exemplar any more, with its receipt. */
function Over({ items }: { readonly items: readonly OwnedExemplar[] }) {
  const me = useMe()
  return (
    <section aria-labelledby="over">
      <h2 id="over">{t('mine.title-over')}</h2>
      <ul class="lines">
        {items.map((item) => (
          <li key={item.id}>
            <div>
              <h3>
                <a href={`/exemplars/${item.id}/passport`}>{item.title}</a>
              </h3>
              <p>{ownedSentence(item, me.id)}</p>
              {item.receipt && (
                <details class="fold">
                  <summary>
                    {t('mine.receipt')}
                    <span class="visually-hidden">: {item.title}</span>
                  </summary>
                  <ReceiptView receipt={item.receipt} />
                </details>
              )}
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}

function TakeBack({ exemplar: { id, clipId, title } }: { readonly exemplar: ShelfExemplar }) {
  const client = useQueryClient()
  return (
    <AskFirst
      label={t('nominated.take-back')}
      of={title}
      title={t('nominated.take-back-title')}
      words={[t('nominated.take-back-words')]}
      action={t('nominated.take-back')}
      does={async () => {
        await call(`${exemplarPath(id)}/taking-back`, { method: 'PUT' })
        await exemplarChanged(client, clipId)
      }}
      done={t('nominated.taken-back')}
    />
  )
}
