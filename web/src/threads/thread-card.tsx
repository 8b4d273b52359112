import { useComputed } from '@preact/signals'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Thread } from '../../../src/threads/schemas.ts'
import { listInWords } from '../messages/in-words.ts'
import { t } from '../messages/messages.ts'
import { problemWords } from '../messages/problem-words.ts'
import { Button } from '../parts/button.tsx'
import { Icon } from '../parts/icon.tsx'
import { later } from '../parts/later.tsx'
import { say } from '../parts/status.tsx'
import { CommentView } from './comment-view.tsx'
import { CopyLink } from './copy-link.tsx'
import { KindMark } from './kinds.tsx'
import { momentCode, momentInWords } from './moment-words.ts'
import { Toggle } from './toggle.tsx'
import { useWatching } from './watching.ts'
import { ReplyForm } from './writing.ts'

const PlayPart = later(async () => (await import('../player/play-part.tsx')).PlayPart, 'picture')

/** So many replies are shown without being asked for. */
const shownReplies = 2

interface Props {
  readonly thread: Thread
  /** Said where the clip is shared with several. */
  readonly cohort: string | undefined
}

export function ThreadCard({ thread, cohort }: Props) {
  const { id, kind, startMs, endMs, comments, resolved, brought, can } = thread
  const watching = useWatching()
  const element = useRef<HTMLElement>(null)
  const isSelected = useComputed(() => watching.selectedId.value === id).value
  const isCurrent = useComputed(() => watching.currentId.value === id).value
  const [showsAll, setShowsAll] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const [opening, ...replies] = comments
  const older = replies.length <= shownReplies + 1 ? [] : replies.slice(0, -shownReplies)
  // What is new, or was asked for, is not to be looked for.
  const isOpen = older.some(
    ({ id: said }) => watching.reading.newIds.value.has(said) || watching.soughtId.value === said,
  )
  const hidden = showsAll || isOpen ? 0 : older.length

  useEffect(() => {
    if (isSelected) element.current?.scrollIntoView({ block: 'nearest' })
  }, [isSelected])

  if (!opening) return null
  const setResolved = async () => {
    setBusy(true)
    try {
      await watching.talk.setResolved(id, !resolved)
      say(t(resolved ? 'thread.reopened' : 'thread.resolved-now'))
    } catch (error) {
      say(problemWords(error))
    } finally {
      setBusy(false)
    }
  }

  const nameOrMe = (person: { readonly id: string; readonly name: string }) =>
    person.id === watching.personId ? t('thread.me') : person.name

  return (
    <article
      ref={element}
      id={`thread-${id}`}
      class={[
        'thread',
        `kind-${kind}`,
        isSelected && 'selected',
        isCurrent && 'current',
        resolved && 'resolved',
      ]
        .filter(Boolean)
        .join(' ')}
      tabIndex={-1}
      aria-labelledby={`label-${id}`}
    >
      <h3 id={`label-${id}`} class="visually-hidden">
        {t('thread.label', {
          kind: t(`kind.${kind}`),
          moment: momentInWords(thread),
          name: opening.author.name,
          replies: t('thread.replies', { count: replies.length }),
        })}
      </h3>
      <div class="thread-head">
        <KindMark kind={kind} />
        <span class="thread-kind" aria-hidden="true">
          {t(`kind.${kind}`)}
        </span>
        {startMs === null ? (
          <span class="thread-moment">{momentCode(thread)}</span>
        ) : (
          <button type="button" class="thread-time" onClick={() => watching.select(thread)}>
            {momentCode({ startMs, endMs })}
            <span class="visually-hidden"> {t('thread.go')}</span>
          </button>
        )}
        {isSelected && startMs !== null && endMs !== null && (
          <PlayPart player={watching.player} startMs={startMs} endMs={endMs} />
        )}
        {cohort && <span class="thread-cohort">{cohort}</span>}
      </div>
      <CommentView thread={thread} comment={opening} />
      {replies.length > 0 && (
        <div class="replies">
          {hidden > 0 && (
            <Button look="text" onClick={() => setShowsAll(true)}>
              {t('thread.earlier', { count: hidden })}
            </Button>
          )}
          {replies.slice(hidden).map((reply) => (
            <CommentView key={reply.id} thread={thread} comment={reply} />
          ))}
        </div>
      )}
      {resolved && (
        <p class="thread-resolved">
          <Icon name="check" />
          {t('thread.resolved-by', { name: resolved.by.name })}
        </p>
      )}
      {brought.by.length > 0 && (
        <p class="thread-brought">
          <Icon name="people" />
          {t('thread.brought-by', { names: listInWords(brought.by.map(nameOrMe)) })}
        </p>
      )}
      {watching.replyingTo.value === id ? (
        <ReplyForm thread={thread} />
      ) : (
        <div class="thread-actions">
          {can.comment && (
            <Button look="text" onClick={() => (watching.replyingTo.value = id)}>
              {t('thread.reply')}
            </Button>
          )}
          {can.resolve && (
            <Button look="text" busy={isBusy} onClick={() => void setResolved()}>
              {resolved ? t('thread.reopen') : t('thread.resolve')}
            </Button>
          )}
          <Toggle
            isOn={brought.mine}
            label={t('thread.bring')}
            onSet={(on) => watching.talk.setBrought(id, on)}
          />
          <CopyLink target={{ atMs: startMs ?? undefined, threadId: id }} />
        </div>
      )}
    </article>
  )
}
