import { useState } from 'preact/hooks'
import type { Comment } from '../../../src/threads/schemas.ts'
import { whenInWords } from '../messages/in-words.ts'
import { t } from '../messages/messages.ts'
import { problemWords } from '../messages/problem-words.ts'
import { Button } from '../parts/button.tsx'
import { Confirm } from '../parts/dialog.tsx'
import { say } from '../parts/status.tsx'
import { EditForm } from './edit-form.tsx'
import { useWatching } from './watching.ts'

interface Props {
  readonly comment: Comment
  readonly isOpening?: boolean
}

/** What one person said, and what they can still do about it. */
export function CommentView({ comment, isOpening = false }: Props) {
  const { talk, freshIds } = useWatching()
  const [isEditing, setEditing] = useState(false)
  const [isAsking, setAsking] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const { id, author, body, createdAt, editedAt, mine } = comment

  if (body === null) return <p class="comment-removed">{t('comment.removed')}</p>
  const remove = async () => {
    setBusy(true)
    try {
      await talk.remove(id)
      say(t('comment.deleted'))
    } catch (error) {
      say(problemWords(error))
    } finally {
      setBusy(false)
      setAsking(false)
    }
  }
  return (
    <div class={freshIds.value.has(id) ? 'comment fresh' : 'comment'}>
      <p class="comment-head">
        <span class="comment-author">{author.name}</span>{' '}
        <time dateTime={createdAt}>{whenInWords(createdAt)}</time>
        {editedAt && <span class="comment-edited"> · {t('comment.edited')}</span>}
        {freshIds.value.has(id) && <span class="comment-new">{t('comment.new')}</span>}
      </p>
      {isEditing ? (
        <EditForm comment={comment} onDone={() => setEditing(false)} />
      ) : (
        <p class="comment-body">{body}</p>
      )}
      {mine && !isEditing && (
        <div class="comment-actions">
          <Button look="text" aria-label={t('comment.edit-aloud')} onClick={() => setEditing(true)}>
            {t('comment.edit')}
          </Button>
          <Button look="text" aria-label={t('comment.delete-aloud')} onClick={() => setAsking(true)}>
            {t('comment.delete')}
          </Button>
        </div>
      )}
      {isAsking && (
        <Confirm
          title={t('comment.delete-title')}
          action={t('comment.delete')}
          busy={isBusy}
          onConfirm={() => void remove()}
          onClose={() => setAsking(false)}
        >
          {isOpening ? t('comment.delete-opening') : t('comment.delete-words')}
        </Confirm>
      )}
    </div>
  )
}
