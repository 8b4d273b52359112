import { useInfiniteQuery } from '@tanstack/preact-query'
import type { OwnNote, OwnWords } from '../../../src/threads/own-words-schemas.ts'
import { watchLink } from '../clips/watch-link.ts'
import { whenInWords } from '../messages/in-words.ts'
import { t } from '../messages/messages.ts'
import { PagedList } from '../parts/paged-list.tsx'
import { myNotesQuery, myWordsQuery } from './my-data-queries.ts'

/** All that I wrote, wherever it stands. */
export function MyWords() {
  const words = useInfiniteQuery(myWordsQuery)
  return (
    <section aria-labelledby="my-words">
      <h2 id="my-words">{t('data.words')}</h2>
      <p class="hint">{t('data.words-hint')}</p>
      <PagedList query={words} none={t('data.words-none')} more={t('data.more')}>
        {(said) => (
          <li key={said.id}>
            <div>
              <p class="hint">
                {said.clip
                  ? t('data.words-on', { title: said.clip.title, cohort: said.cohort })
                  : t('data.words-away', { cohort: said.cohort })}
                {' · '}
                {aboutWords(said)}
              </p>
              <p class="said">{said.body}</p>
              {said.clip && (
                <p class="hint">
                  <a href={watchLink(said.clip.id, { threadId: said.threadId })}>{t('data.words-go')}</a>
                </p>
              )}
            </div>
          </li>
        )}
      </PagedList>
    </section>
  )
}

const aboutWords = ({ kind, createdAt, editedAt }: OwnWords): string =>
  [
    kind ? t(`kind.${kind}`) : t('data.words-reply'),
    whenInWords(createdAt),
    ...(editedAt ? [t('data.words-edited')] : []),
  ].join(' · ')

/** What I noted for myself. */
export function MyNotes() {
  const notes = useInfiniteQuery(myNotesQuery)
  return (
    <section aria-labelledby="my-notes">
      <h2 id="my-notes">{t('data.notes')}</h2>
      <p class="hint">{t('data.notes-hint')}</p>
      <PagedList query={notes} none={t('data.notes-none')} more={t('data.more')}>
        {(note) => (
          <li key={note.id}>
            <div>
              <p class="hint">
                <OnClip clip={note.clip} /> · {whenInWords(note.createdAt)}
              </p>
              <p class="said">{note.body ?? t('data.note-marker')}</p>
            </div>
          </li>
        )}
      </PagedList>
    </section>
  )
}

function OnClip({ clip }: Pick<OwnNote, 'clip'>) {
  if (!clip) return <>{t('data.note-away')}</>
  return <a href={`/clips/${clip.id}`}>{t('data.note-on', { title: clip.title })}</a>
}
