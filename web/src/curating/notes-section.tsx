import { useQuery, useQueryClient } from '@tanstack/preact-query'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Clip } from '../../../src/clips/schemas.ts'
import type { Exemplar, TeachingNote } from '../../../src/exemplars/schemas.ts'
import { call } from '../api/call.ts'
import { clipQuery } from '../api/queries.ts'
import { exemplarPath } from '../exemplars/exemplar-queries.ts'
import { noteCode } from '../exemplars/teaching-notes.tsx'
import { durationInWords } from '../messages/in-words.ts'
import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { later } from '../parts/later.tsx'
import { Refusal } from '../parts/refusal.tsx'
import { Loading, Trouble } from '../parts/trouble.tsx'
import { useAct } from '../parts/use-act.ts'
import { Player } from '../player/player.ts'
import { exemplarChanged } from './curating-queries.ts'
import { NoteForm } from './note-form.tsx'

const NotePlayer = later(async () => (await import('./note-player.tsx')).NotePlayer)

/** What is worth noticing and when, beside a small player that is opened when it is wanted. */
export function NotesSection({ exemplar }: { readonly exemplar: Exemplar }) {
  const clip = useQuery(clipQuery(exemplar.clipId))
  return (
    <section aria-labelledby="notes">
      <h2 id="notes">{t('notes.teaching')}</h2>
      <p class="hint">{t('teaching.about')}</p>
      {clip.isPending && <Loading />}
      {clip.error && <Trouble error={clip.error} onRetry={() => void clip.refetch()} />}
      {clip.data && <Notes exemplar={exemplar} clip={clip.data} onTrouble={clip.refetch} />}
    </section>
  )
}

interface NotesProps {
  readonly exemplar: Exemplar
  readonly clip: Clip
  readonly onTrouble: () => unknown
}

function Notes({ exemplar, clip, onTrouble }: NotesProps) {
  const client = useQueryClient()
  const [player] = useState(() => new Player())
  const [isPlaying, setPlaying] = useState(false)
  const [editedId, setEdited] = useState<string>()
  const { refusal, act } = useAct()
  const heading = useRef<HTMLHeadingElement>(null)
  const { id, clipId, notes } = exemplar
  const path = `${exemplarPath(id)}/notes`
  const change = async (at: string, method: 'POST' | 'PATCH' | 'DELETE', body?: object) => {
    try {
      const now = await call<Exemplar>(at, { method, ...(body && { body }) })
      await exemplarChanged(client, clipId, now)
    } catch (refused) {
      // It may have been cut meanwhile: then its times are others.
      void client.invalidateQueries({ queryKey: clipQuery(clipId).queryKey })
      throw refused
    }
  }
  const edited = notes.find((note) => note.id === editedId)
  useEffect(() => {
    if (editedId) document.getElementById('note-body')?.focus()
  }, [editedId])
  const remove = (note: TeachingNote) =>
    void act(() => change(`${path}/${note.id}`, 'DELETE'), t('teaching.removed')).then(
      (isDone) => isDone && heading.current?.focus(),
    )
  return (
    <>
      <h3 ref={heading} tabIndex={-1}>
        {t('teaching.count', { count: notes.length })}
      </h3>
      <Refusal of={refusal} />
      {notes.length > 0 && (
        <ul class="lines">
          {notes.map((note) => (
            <li key={note.id}>
              <div>
                <p>
                  {note.startMs === null ? (
                    <span class="hint">{t('teaching.cut-away')}</span>
                  ) : (
                    <>
                      <span aria-hidden="true">{noteCode(note.startMs, note.endMs)}</span>
                      <span class="visually-hidden">{durationInWords(note.startMs)}</span>
                    </>
                  )}
                </p>
                <p class="said">{note.body}</p>
              </div>
              <div class="actions">
                <Button
                  look="text"
                  aria-label={nameOf('teaching.edit', note)}
                  onClick={() => setEdited(note.id)}
                >
                  {t('teaching.edit')}
                </Button>
                <Button look="text" aria-label={nameOf('teaching.remove', note)} onClick={() => remove(note)}>
                  {t('teaching.remove')}
                </Button>
              </div>
            </li>
          ))}
        </ul>
      )}
      {clip.can.play &&
        (isPlaying ? (
          <NotePlayer clip={clip} player={player} onTrouble={onTrouble} />
        ) : (
          <Button icon="play" onClick={() => setPlaying(true)}>
            {t('teaching.play')}
          </Button>
        ))}
      <h3>{t(edited ? 'teaching.change' : 'teaching.write')}</h3>
      <NoteForm
        key={edited?.id ?? 'new'}
        {...{ exemplarId: id, clip, edited, player }}
        isPlaying={isPlaying}
        send={(body) => (edited ? change(`${path}/${edited.id}`, 'PATCH', body) : change(path, 'POST', body))}
        onDone={() => {
          setEdited(undefined)
          heading.current?.focus()
        }}
      />
    </>
  )
}

const nameOf = (what: 'teaching.edit' | 'teaching.remove', { startMs, endMs, body }: TeachingNote): string =>
  `${t(what)}: ${startMs === null ? body.slice(0, 40) : noteCode(startMs, endMs)}`
