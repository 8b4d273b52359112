import { useComputed } from '@preact/signals'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Note } from '../../../src/threads/note-schemas.ts'
import { whenInWords } from '../messages/in-words.ts'
import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { NoteMark } from './kinds.tsx'
import { momentCode, momentInWords } from './moment-words.ts'
import { useWatching } from './watching.ts'
import { EditForm, Removal } from './writing.ts'

/** A note of one's own, or a marker: a moment that waits for its words. */
export function NoteView({ note }: { readonly note: Note }) {
  const { select, selectedId, notes } = useWatching()
  const element = useRef<HTMLElement>(null)
  const isSelected = useComputed(() => selectedId.value === note.id).value
  const [isEditing, setEditing] = useState(false)
  const [isAsking, setAsking] = useState(false)
  const { id, body, createdAt, editedAt, startMs } = note
  const label = body === null ? 'note.label-marker' : 'note.label'
  useEffect(() => {
    if (isSelected) element.current?.scrollIntoView({ block: 'nearest' })
  }, [isSelected])
  return (
    <article
      ref={element}
      id={`thread-${id}`}
      class={isSelected ? 'thread note selected' : 'thread note'}
      tabIndex={-1}
      aria-labelledby={`label-${id}`}
    >
      <h3 id={`label-${id}`} class="visually-hidden">
        {t(label, { moment: momentInWords(note) })}
      </h3>
      <div class="thread-head">
        <NoteMark />
        {startMs === null ? (
          <span class="thread-moment">{momentCode(note)}</span>
        ) : (
          <button type="button" class="thread-time" onClick={() => select(note)}>
            {momentCode(note)}
            <span class="visually-hidden"> {t('thread.go')}</span>
          </button>
        )}
        <span class="comment-head">
          <time dateTime={createdAt}>{whenInWords(createdAt)}</time>
          {editedAt && body !== null && <> · {t('comment.edited')}</>}
        </span>
      </div>
      {isEditing ? (
        <EditForm
          label={body === null ? t('note.add-words') : t('note.edit-aloud')}
          body={body ?? ''}
          onSave={(words) => notes.edit(id, words)}
          onDone={() => setEditing(false)}
        />
      ) : (
        <>
          {body !== null && <p class="comment-body">{body}</p>}
          <div class="comment-actions">
            <Button
              look="text"
              aria-label={body === null ? undefined : t('note.edit-aloud')}
              onClick={() => setEditing(true)}
            >
              {body === null ? t('note.add-words') : t('comment.edit')}
            </Button>
            <Button look="text" aria-label={t('note.delete-aloud')} onClick={() => setAsking(true)}>
              {t('comment.delete')}
            </Button>
          </div>
        </>
      )}
      {isAsking && <Removal what="note" onRemove={() => notes.remove(id)} onClose={() => setAsking(false)} />}
    </article>
  )
}
