import type { Note } from '../../../src/threads/note-schemas.ts'
import { durationInWords } from '../messages/in-words.ts'
import { t } from '../messages/messages.ts'
import { NoteMark } from './kinds.tsx'
import { useLane } from './lane.ts'
import { useWatching } from './watching.ts'

interface Props {
  readonly notes: readonly Note[]
  readonly durationMs: number
}

/** One's own notes on the scale of the slider. Those that lie on one another are gone through by pressing again. */
export function NoteLane({ notes, durationMs }: Props) {
  const { select, selectedId } = useWatching()
  const markers = notes.flatMap((note) =>
    note.startMs === null ? [] : [{ id: note.id, ms: note.startMs, note }],
  )
  const { clusters, list, button } = useLane(markers, durationMs)
  if (markers.length === 0) return null
  return (
    <ul class="marker-lane note-lane" aria-label={t('lane.notes')} {...list}>
      {clusters.map(({ at, markers: here }, index) => {
        const selectedAt = here.findIndex(({ id }) => id === selectedId.value)
        const isSelected = selectedAt >= 0
        const next = here[(selectedAt + 1) % here.length] ?? here[0]
        const start = durationInWords(here[0].ms)
        return (
          <li key={here[0].id} style={{ '--at': String(at) }}>
            <button
              type="button"
              {...button(index, isSelected)}
              aria-current={isSelected ? 'true' : undefined}
              aria-label={
                here.length > 1
                  ? t('lane.notes-several', { count: here.length, start })
                  : here[0].note.body === null
                    ? t('lane.marker-one', { start })
                    : t('lane.note-one', { start })
              }
              onClick={() => select(next.note)}
            >
              <NoteMark />
            </button>
          </li>
        )
      })}
    </ul>
  )
}
