import { useQueryClient } from '@tanstack/preact-query'
import type { Passport } from '../../../src/exemplars/schemas.ts'
import { call } from '../api/call.ts'
import { exemplarPath } from '../exemplars/exemplar-queries.ts'
import { audienceName, reasonsInWords } from '../exemplars/exemplar-words.ts'
import { dateOf } from '../messages/dates.ts'
import { t } from '../messages/messages.ts'
import { AskFirst } from '../parts/ask-first.tsx'
import { Page } from '../parts/page.tsx'
import { ConsentForm } from './consent-form.tsx'
import { exemplarChanged } from './curating-queries.ts'

/** Somebody asks: who, why and for whom; what a yes means; and a no that asks for no reason. */
export function AskedPaper({ passport }: { readonly passport: Passport }) {
  const { exemplar, clipTitle } = passport
  const { title, asked, words, reasons, clipId, can } = exemplar
  const name = asked?.by.name ?? ''
  return (
    <Page title={t('asked.title', { title: clipTitle })} class="narrow papers">
      <section aria-labelledby="who-asks">
        <h2 id="who-asks">{can.takeBack ? t('asked.you-propose') : t('asked.who', { name })}</h2>
        <figure>
          <blockquote class="said">{words}</blockquote>
        </figure>
        <dl class="facts">
          <dt>{t('asked.why')}</dt>
          <dd>{reasonsInWords(reasons)}</dd>
          {asked && (
            <>
              <dt>{t('asked.for')}</dt>
              <dd>{audienceName(asked.audience)}</dd>
              <dt>{t('asked.when')}</dt>
              <dd>{dateOf(asked.at)}</dd>
            </>
          )}
          {title !== clipTitle && (
            <>
              <dt>{t('asked.as')}</dt>
              <dd>{title}</dd>
            </>
          )}
        </dl>
        <p>
          <a href={`/clips/${clipId}`}>{t('asked.watch')}</a>
        </p>
      </section>
      <section aria-labelledby="your-answer">
        <h2 id="your-answer">{t('asked.yours')}</h2>
        <p>{t('asked.free')}</p>
        <ConsentForm
          passport={passport}
          action={t('agree.yes')}
          done={t('agree.done')}
          beside={<Decline passport={passport} />}
        />
      </section>
      <p>
        <a href="/exemplars/mine">{t('passport.to-mine')}</a>
      </p>
    </Page>
  )
}

function Decline({ passport: { exemplar } }: { readonly passport: Passport }) {
  const client = useQueryClient()
  const { id, clipId, asked, can } = exemplar
  const answer = async (path: 'refusal' | 'taking-back') => {
    await call(`${exemplarPath(id)}/${path}`, { method: 'PUT' })
    await exemplarChanged(client, clipId)
  }
  if (can.takeBack) {
    return (
      <AskFirst
        label={t('nominated.take-back')}
        title={t('nominated.take-back-title')}
        words={[t('nominated.take-back-own')]}
        action={t('nominated.take-back')}
        does={() => answer('taking-back')}
        done={t('nominated.taken-back')}
      />
    )
  }
  return (
    <AskFirst
      label={t('decline.label')}
      title={t('decline.title')}
      words={[t('decline.words-1'), t('decline.words-2', { name: asked?.by.name ?? '' })]}
      action={t('decline.action')}
      does={() => answer('refusal')}
      done={t('decline.done')}
    />
  )
}
