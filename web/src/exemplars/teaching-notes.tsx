import type { TeachingNote } from '../../../src/exemplars/schemas.ts'
import { watchLink } from '../clips/watch-link.ts'
import { durationInWords } from '../messages/in-words.ts'
import { t } from '../messages/messages.ts'
import { timeCode } from '../player/time-code.ts'

interface Props {
  readonly clipId: string
  readonly notes: readonly TeachingNote[]
}

/** What to look at, moment by moment, each with the way there. */
export const TeachingNotes = ({ clipId, notes }: Props) => (
  <section aria-labelledby="teaching-notes">
    <h2 id="teaching-notes">{t('notes.teaching')}</h2>
    <ul class="pack-list moments">
      {notes.map(({ id, startMs, endMs, body }) => (
        <li key={id}>
          {startMs !== null && (
            <a href={watchLink(clipId, { atMs: startMs })}>
              <span aria-hidden="true">{noteCode(startMs, endMs)}</span>
              <span class="visually-hidden">{t('notes.watch-from', { time: durationInWords(startMs) })}</span>
            </a>
          )}
          <p class="said">{body}</p>
        </li>
      ))}
    </ul>
  </section>
)

export const noteCode = (startMs: number, endMs: number | null): string =>
  endMs === null ? timeCode(startMs) : `${timeCode(startMs)}–${timeCode(endMs)}`
