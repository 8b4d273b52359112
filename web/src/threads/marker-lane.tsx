import type { Thread } from '../../../src/threads/schemas.ts'
import { durationInWords } from '../messages/in-words.ts'
import { t } from '../messages/messages.ts'
import { ClusterList } from './cluster-list.tsx'
import { KindMark } from './kinds.tsx'
import { useLane } from './lane.ts'
import { useWatching } from './watching.ts'

interface Props {
  readonly threads: readonly Thread[]
  readonly durationMs: number
}

/** Where there is talk, on the scale of the slider. One stop for the Tab key; the arrows go from marker to marker. */
export function MarkerLane({ threads, durationMs }: Props) {
  const { select, selectedId } = useWatching()
  const markers = threads.flatMap((thread) =>
    thread.startMs === null ? [] : [{ id: thread.id, ms: thread.startMs, thread }],
  )
  const { clusters, list, button } = useLane(markers, durationMs)

  if (markers.length === 0) return null
  return (
    <ul class="marker-lane" aria-label={t('lane.title')} {...list}>
      {clusters.map(({ at, markers: [first, ...more] }, index) => {
        const isSelected = [first, ...more].some(({ id }) => id === selectedId.value)
        const place = { '--at': String(at) }
        const own = button(index, isSelected)
        return (
          <li key={first.id} style={place}>
            {more.length > 0 ? (
              <ClusterList
                threads={[first, ...more].map(({ thread }) => thread)}
                button={own}
                label={t('lane.several', { count: more.length + 1, start: durationInWords(first.ms) })}
              />
            ) : (
              <button
                type="button"
                {...own}
                aria-current={isSelected ? 'true' : undefined}
                aria-label={markerLabel(first.thread)}
                onClick={() => select(first.thread)}
              >
                <KindMark kind={first.thread.kind} />
              </button>
            )}
          </li>
        )
      })}
    </ul>
  )
}

const markerLabel = ({ kind, startMs, comments }: Thread): string =>
  t('lane.one', {
    kind: t(`kind.${kind}`),
    start: durationInWords(startMs ?? 0),
    name: comments[0]?.author.name ?? '',
  })
