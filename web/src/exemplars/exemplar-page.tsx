import { useQuery } from '@tanstack/preact-query'
import { useRoute } from 'preact-iso'
import type { Exemplar } from '../../../src/exemplars/schemas.ts'
import { isNotHere } from '../api/problem.ts'
import { clipQuery } from '../api/queries.ts'
import { t } from '../messages/messages.ts'
import { Icon } from '../parts/icon.tsx'
import { Notice } from '../parts/notice.tsx'
import { Page } from '../parts/page.tsx'
import { Loading, Trouble } from '../parts/trouble.tsx'
import { ContextCard } from './context-card.tsx'
import { ExemplarNotHere } from './exemplar-not-here.tsx'
import { exemplarQuery } from './exemplar-queries.ts'
import { reasonsInWords } from './exemplar-words.ts'
import { LearnFromIt } from './learn-from-it.tsx'
import { ShelfMeta, Still } from './shelf-item.tsx'
import { TeachingNotes } from './teaching-notes.tsx'

export function ExemplarPage() {
  const { exemplarId = '' } = useRoute().params
  const exemplar = useQuery(exemplarQuery(exemplarId))
  if (isNotHere(exemplar.error)) return <ExemplarNotHere what="exemplar" />
  if (exemplar.data) return <Shown key={exemplarId} exemplar={exemplar.data} />
  if (exemplar.error) return <Trouble error={exemplar.error} onRetry={() => void exemplar.refetch()} />
  return <Loading />
}

/** What a clip shows well, what came before it, and how colleagues can learn from it. */
function Shown({ exemplar }: { readonly exemplar: Exemplar }) {
  const { id, clipId, title, reasons, words, notes, questions, collections, can } = exemplar
  const clip = useQuery(clipQuery(clipId))
  const isOwn = can.answer || can.end
  return (
    <Page
      title={title}
      class="papers exemplar"
      beside={
        can.edit && (
          <a class="button" href={`/exemplars/${id}/edit`}>
            <span>{t('exemplar.edit')}</span>
          </a>
        )
      }
    >
      <Standing exemplar={exemplar} isOwn={isOwn} />
      <div class="exemplar-look">
        {clip.data?.can.play ? (
          <a href={`/clips/${clipId}`}>
            <Still exemplar={exemplar} />
            <span class="visually-hidden">{t('exemplar.watch')}</span>
          </a>
        ) : (
          <Still exemplar={exemplar} />
        )}
        <div>
          <ShelfMeta exemplar={exemplar} />
          <p>{reasonsInWords(reasons)}</p>
          <figure>
            <figcaption class="hint">{t('exemplar.why')}</figcaption>
            <blockquote class="said">{words}</blockquote>
          </figure>
          {clip.data?.can.play && (
            <p>
              <a class="button primary" href={`/clips/${clipId}`}>
                <Icon name="play" />
                <span>{t('exemplar.watch')}</span>
              </a>
            </p>
          )}
        </div>
      </div>
      <LearnFromIt exemplar={exemplar} clip={clip.data} />
      <ContextCard exemplar={exemplar} />
      {notes.length > 0 && <TeachingNotes clipId={clipId} notes={notes} />}
      {questions.length > 0 && (
        <section aria-labelledby="questions">
          <h2 id="questions">{t('exemplar.questions')}</h2>
          <ol class="pack-script">
            {questions.map((question, at) => (
              <li key={`${at} ${question}`}>{question}</li>
            ))}
          </ol>
        </section>
      )}
      {collections.length > 0 && (
        <section aria-labelledby="in-collections">
          <h2 id="in-collections">{t('exemplar.collections')}</h2>
          <ul class="points">
            {collections.map((collection) => (
              <li key={collection.id}>
                <a href={`/collections/${collection.id}`}>{collection.title}</a>
              </li>
            ))}
          </ul>
        </section>
      )}
    </Page>
  )
}

/** Where it stands, for those who have something to do with that. */
function Standing({ exemplar, isOwn }: { readonly exemplar: Exemplar; readonly isOwn: boolean }) {
  const { id, state } = exemplar
  if (!isOwn && state === 'published') return null
  return (
    <Notice
      actions={
        isOwn && (
          <a class="button" href={`/exemplars/${id}/passport`}>
            <span>{t('exemplar.passport')}</span>
          </a>
        )
      }
    >
      <p>{t(isOwn ? ownWords[state] : stateWords[state])}</p>
    </Notice>
  )
}

const ended = 'exemplar.is-ended'
const stateWords = {
  asked: 'exemplar.is-asked',
  agreed: 'exemplar.is-agreed',
  published: 'exemplar.is-yours',
  refused: ended,
  'taken back': ended,
  ended,
} as const satisfies Record<Exemplar['state'], string>

const ownWords = { ...stateWords, asked: 'exemplar.asks-you' } as const
