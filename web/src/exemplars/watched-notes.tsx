import { useQuery } from '@tanstack/preact-query'
import { durationInWords } from '../messages/in-words.ts'
import { t } from '../messages/messages.ts'
import { Loading, Trouble } from '../parts/trouble.tsx'
import { useWatching } from '../threads/watching.ts'
import { exemplarQuery } from './exemplar-queries.ts'
import { noteCode } from './teaching-notes.tsx'

/** The teaching notes of an exemplar beside its player: each goes to its moment. */
export function WatchedNotes({ exemplarId }: { readonly exemplarId: string }) {
  const { player } = useWatching()
  const exemplar = useQuery(exemplarQuery(exemplarId))
  if (exemplar.error) return <Trouble error={exemplar.error} onRetry={() => void exemplar.refetch()} />
  if (!exemplar.data) return <Loading />
  const { notes } = exemplar.data
  return (
    <>
      <h2 class="visually-hidden">{t('notes.teaching')}</h2>
      {notes.length === 0 && <p class="empty">{t('notes.teaching-none')}</p>}
      <ul class="pack-list moments">
        {notes.map(({ id, startMs, endMs, body }) => (
          <li key={id}>
            {startMs !== null && (
              <button type="button" class="thread-time" onClick={() => player.seek(startMs)}>
                <span aria-hidden="true">{noteCode(startMs, endMs)}</span>
                <span class="visually-hidden">
                  {t('notes.watch-from', { time: durationInWords(startMs) })}
                </span>
              </button>
            )}
            <p class="said">{body}</p>
          </li>
        ))}
      </ul>
      <p>
        <a href={`/exemplars/${exemplarId}`}>{t('study.page')}</a>
      </p>
    </>
  )
}
