import { useComputed } from '@preact/signals'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Comment, Thread } from '../../../src/threads/schemas.ts'
import { listInWords, whenInWords } from '../messages/in-words.ts'
import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { CopyLink } from './copy-link.tsx'
import { mentionPieces } from './mention-pieces.ts'
import { Toggle } from './toggle.tsx'
import { useWatching } from './watching.ts'
import { EditForm, Removal } from './writing.ts'

interface Props {
  readonly thread: Thread
  readonly comment: Comment
}

/** What one person said, and what they can still do about it. */
export function CommentView({ thread, comment }: Props) {
  const { talk, reading, seenWatch, soughtId } = useWatching()
  const [isEditing, setEditing] = useState(false)
  const [isAsking, setAsking] = useState(false)
  const element = useRef<HTMLDivElement>(null)
  const { id, author, body, createdAt, editedAt, mine, mentions, thanks } = comment
  const isOpening = thread.comments[0] === comment
  const isNew = useComputed(() => reading.isNew(id)).value
  const isSought = useComputed(() => soughtId.value === id).value

  useEffect(() => {
    if (isNew && element.current) return seenWatch.watch(element.current, () => reading.see(id))
  }, [isNew, id, reading, seenWatch])
  useEffect(() => {
    if (!isSought) return
    element.current?.scrollIntoView({ block: 'nearest' })
    element.current?.focus({ preventScroll: true })
  }, [isSought])

  if (body === null) return <p class="comment-removed">{t('comment.removed')}</p>
  return (
    <div
      ref={element}
      class={['comment', isNew && 'fresh', isSought && 'sought'].filter(Boolean).join(' ')}
      tabIndex={isSought ? -1 : undefined}
    >
      <p class="comment-head">
        <span class="comment-author">{author.name}</span>{' '}
        <time dateTime={createdAt}>{whenInWords(createdAt)}</time>
        {editedAt && <span class="comment-edited"> · {t('comment.edited')}</span>}
        {isNew && <span class="comment-new">{t('comment.new')}</span>}
      </p>
      {isEditing ? (
        <EditForm
          label={t('comment.edit-aloud')}
          body={body}
          mentioned={mentions}
          cohortId={thread.cohortId}
          onSave={(words, mentioned) => talk.edit(id, words, mentioned)}
          onDone={() => setEditing(false)}
        />
      ) : (
        <p class="comment-body">
          {mentionPieces(body, mentions).map((piece, at) =>
            at % 2 ? <strong key={at}>{piece}</strong> : piece,
          )}
        </p>
      )}
      {thanks.by && thanks.by.length > 0 && (
        <p class="hint">
          {t(thanks.by.length === 1 ? 'thanks.by-one' : 'thanks.by-several', {
            names: listInWords(thanks.by.map(({ name }) => name)),
          })}
        </p>
      )}
      {!isEditing && (
        <div class="comment-actions">
          {!mine && (
            <Toggle
              isOn={thanks.mine}
              label={t('thanks.say')}
              aloud={t('thanks.say-to', { name: author.name })}
              onSet={(on) => talk.setThanks(id, on)}
            />
          )}
          {mine && (
            <>
              <Button look="text" aria-label={t('comment.edit-aloud')} onClick={() => setEditing(true)}>
                {t('comment.edit')}
              </Button>
              <Button look="text" aria-label={t('comment.delete-aloud')} onClick={() => setAsking(true)}>
                {t('comment.delete')}
              </Button>
            </>
          )}
          {!isOpening && (
            <CopyLink
              target={{ atMs: thread.startMs ?? undefined, threadId: id }}
              label={t('link.copy-reply', { name: author.name })}
            />
          )}
        </div>
      )}
      {isAsking && (
        <Removal
          what={isOpening ? 'opening' : 'reply'}
          onRemove={() => talk.remove(id)}
          onClose={() => setAsking(false)}
        />
      )}
    </div>
  )
}
