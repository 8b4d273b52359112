import { useComputed } from '@preact/signals'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Thread } from '../../../src/threads/schemas.ts'
import { copyText } from '../browser/copy-text.ts'
import { watchLink } from '../clips/watch-link.ts'
import { t } from '../messages/messages.ts'
import { problemWords } from '../messages/problem-words.ts'
import { Button } from '../parts/button.tsx'
import { Icon } from '../parts/icon.tsx'
import { say } from '../parts/status.tsx'
import { CommentView } from './comment-view.tsx'
import { KindMark } from './kinds.tsx'
import { momentCode, momentInWords } from './moment-words.ts'
import { ReplyForm } from './reply-form.tsx'
import { useWatching } from './watching.ts'

/** So many replies are shown without being asked for. */
const shownReplies = 2

interface Props {
  readonly thread: Thread
  /** Said where the clip is shared with several. */
  readonly cohort: string | undefined
}

export function ThreadCard({ thread, cohort }: Props) {
  const { id, kind, startMs, endMs, comments, resolved, can } = thread
  const watching = useWatching()
  const element = useRef<HTMLElement>(null)
  const isSelected = useComputed(() => watching.selectedId.value === id).value
  const isCurrent = useComputed(() => watching.currentId.value === id).value
  const [showsAll, setShowsAll] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const [opening, ...replies] = comments
  const hidden = showsAll || replies.length <= shownReplies + 1 ? 0 : replies.length - shownReplies

  useEffect(() => {
    if (isSelected) element.current?.scrollIntoView({ block: 'nearest' })
  }, [isSelected])

  if (!opening) return null
  const copyLink = async () => {
    const link = location.origin + watchLink(thread.clipId, { atMs: startMs ?? undefined, threadId: id })
    say(t((await copyText(link)) ? 'link.copied' : 'link.failed'))
  }
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
        {cohort && <span class="thread-cohort">{cohort}</span>}
      </div>
      <CommentView comment={opening} isOpening />
      {replies.length > 0 && (
        <div class="replies">
          {hidden > 0 && (
            <Button look="text" onClick={() => setShowsAll(true)}>
              {t('thread.earlier', { count: hidden })}
            </Button>
          )}
          {replies.slice(hidden).map((reply) => (
            <CommentView key={reply.id} comment={reply} />
          ))}
        </div>
      )}
      {resolved && (
        <p class="thread-resolved">
          <Icon name="check" />
          {t('thread.resolved-by', { name: resolved.by.name })}
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
          <Button look="text" onClick={() => void copyLink()}>
            {t('link.copy')}
          </Button>
        </div>
      )}
    </article>
  )
}
