import { useQuery } from '@tanstack/preact-query'
import type { ClipRef } from '../../../src/cycles/schemas.ts'
import type { Thread } from '../../../src/threads/schemas.ts'
import { isNotHere } from '../api/problem.ts'
import { watchLink } from '../clips/watch-link.ts'
import { t } from '../messages/messages.ts'
import { Loading, Trouble } from '../parts/trouble.tsx'
import { KindMark } from '../threads/kinds.tsx'
import { momentCode } from '../threads/moment-words.ts'
import type { Which } from './in-step.ts'
import type { Pair } from './pair.ts'
import { talkInCohort } from './year-queries.ts'

interface Props {
  readonly which: Which
  readonly clip: ClipRef
  readonly cohortId: string
  readonly pair: Pair
}

/** What the cohort said about one of the two, in the clip's order. One talks on where the clip is watched. */
export function ClipTalk({ which, clip, cohortId, pair }: Props) {
  const talk = useQuery(talkInCohort(clip.id, cohortId))
  if (isNotHere(talk.error)) return null
  const threads = talk.data ?? []
  return (
    <details class={`fold pair-talk ${which}`} open={!matchMedia('(width < 48rem)').matches}>
      <summary>
        {t(which === 'first' ? 'cycle.talk-first' : 'cycle.talk-second', { count: threads.length })}
      </summary>
      {talk.isPending && <Loading />}
      {talk.error && <Trouble error={talk.error} onRetry={() => void talk.refetch()} />}
      {talk.data && threads.length === 0 && <p class="hint">{t('cycle.no-talk')}</p>}
      {threads.length > 0 && (
        <ul class="lines">
          {threads.map((thread) => (
            <Said key={thread.id} thread={thread} onGo={(ms) => pair.seekAlone(which, ms)} />
          ))}
        </ul>
      )}
    </details>
  )
}

function Said({ thread, onGo }: { readonly thread: Thread; readonly onGo: (ms: number) => void }) {
  const { id, clipId, kind, startMs, comments } = thread
  const [opening, ...replies] = comments
  if (!opening) return null
  return (
    <li>
      <div>
        <p class="thread-head">
          <KindMark kind={kind} />
          <span class="visually-hidden">{t(`kind.${kind}`)}</span>
          {startMs === null ? (
            <span class="thread-moment">{momentCode(thread)}</span>
          ) : (
            <button type="button" class="thread-time" onClick={() => onGo(startMs)}>
              {momentCode(thread)}
              <span class="visually-hidden"> {t('thread.go')}</span>
            </button>
          )}
          <span class="hint">{opening.author.name}</span>
        </p>
        <p class="said">{opening.body ?? t('comment.removed')}</p>
        <p class="clip-meta">
          <a href={watchLink(clipId, { threadId: id })}>
            {replies.length > 0 ? t('thread.replies', { count: replies.length }) : t('cycle.talk-on')}
          </a>
        </p>
      </div>
    </li>
  )
}
