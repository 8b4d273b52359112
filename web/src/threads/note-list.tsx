import { useComputed } from '@preact/signals'
import type { Note } from '../../../src/threads/note-schemas.ts'
import { randomKey } from '../browser/random-key.ts'
import { t } from '../messages/messages.ts'
import { problemWords } from '../messages/problem-words.ts'
import { Button } from '../parts/button.tsx'
import { say } from '../parts/status.tsx'
import { Loading, Trouble } from '../parts/trouble.tsx'
import { useAct } from '../parts/use-act.ts'
import { timeCode } from '../player/time-code.ts'
import { NoteView } from './note-view.tsx'
import { useWatching } from './watching.ts'

interface Props {
  readonly cutNo: number
  readonly notes: readonly Note[]
  readonly isPending: boolean
  readonly error: unknown
  readonly onRetry: () => void
}

/** All notes and markers of one's own on the clip. */
export function NoteList({ cutNo, notes, isPending, error, onRetry }: Props) {
  return (
    <>
      <h2 class="visually-hidden">{t('notes.title')}</h2>
      <div class="notes-head">
        <p class="hint">{t('notes.who')}</p>
        <MarkHere cutNo={cutNo} />
      </div>
      {isPending && <Loading />}
      {!!error && !isPending && notes.length === 0 && <Trouble error={error} onRetry={onRetry} />}
      {!isPending && !error && notes.length === 0 && <p class="empty">{t('notes.none')}</p>}
      <div class="thread-list">
        {notes.map((note) => (
          <NoteView key={note.id} note={note} />
        ))}
      </div>
    </>
  )
}

/** A moment to come back to, without stopping to write. */
function MarkHere({ cutNo }: { readonly cutNo: number }) {
  const { player, notes } = useWatching()
  const time = useComputed(() => timeCode(player.timeMs.value)).value
  const { act, isBusy } = useAct()
  const mark = () =>
    notes
      .keep({ startMs: Math.round(player.timeMs.peek()), cutNo, clientKey: randomKey() })
      .then((outcome) =>
        say(
          'posted' in outcome
            ? t('notes.marked', { time: timeCode(outcome.posted.startMs ?? 0) })
            : t('composer.queued'),
        ),
      )
      .catch((error) => say(problemWords(error)))
  return (
    <Button icon="lock" busy={isBusy} onClick={() => void act(mark)}>
      {t('notes.mark', { time })}
    </Button>
  )
}
