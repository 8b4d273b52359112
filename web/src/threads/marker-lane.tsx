import { useEffect, useRef, useState } from 'preact/hooks'
import type { Thread } from '../../../src/threads/schemas.ts'
import { durationInWords } from '../messages/in-words.ts'
import { t } from '../messages/messages.ts'
import { ClusterList } from './cluster-list.tsx'
import { clusterMarkers } from './cluster-markers.ts'
import { KindMark } from './kinds.tsx'
import { useWatching } from './watching.ts'

interface Props {
  readonly threads: readonly Thread[]
  readonly durationMs: number
}

const keyMoves: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowLeft: (at) => at - 1,
  ArrowUp: (at) => at - 1,
  ArrowRight: (at) => at + 1,
  ArrowDown: (at) => at + 1,
  Home: () => 0,
  End: (_at, count) => count - 1,
}

/** Where there is talk, on the scale of the slider. One stop for the Tab key; the arrows go from marker to marker. */
export function MarkerLane({ threads, durationMs }: Props) {
  const { select, selectedId } = useWatching()
  const lane = useRef<HTMLUListElement>(null)
  const [tabAt, setTabAt] = useState(0)
  const markers = threads.flatMap((thread) =>
    thread.startMs === null ? [] : [{ id: thread.id, ms: thread.startMs, thread }],
  )
  const widthPx = useWidth(lane, markers.length > 0)
  const clusters = clusterMarkers(markers, { durationMs, widthPx })
  const tabStop = Math.min(tabAt, clusters.length - 1)

  if (markers.length === 0) return null
  const onKeyDown = (event: KeyboardEvent) => {
    const move = keyMoves[event.key]
    const isMarker = event.target instanceof HTMLElement && event.target.classList.contains('marker')
    if (!move || !isMarker || event.ctrlKey || event.metaKey || event.altKey) return
    const next = Math.min(clusters.length - 1, Math.max(0, move(tabStop, clusters.length)))
    setTabAt(next)
    lane.current?.querySelectorAll<HTMLButtonElement>('.marker')[next]?.focus()
    event.preventDefault()
  }
  return (
    <ul class="marker-lane" ref={lane} aria-label={t('lane.title')} onKeyDown={onKeyDown}>
      {clusters.map(({ at, markers: [first, ...more] }, index) => {
        const isSelected = [first, ...more].some(({ id }) => id === selectedId.value)
        const place = { '--at': String(at) }
        const button = {
          class: isSelected ? 'marker selected' : 'marker',
          tabIndex: index === tabStop ? 0 : -1,
          onFocus: () => setTabAt(index),
        }
        return (
          <li key={first.id} style={place}>
            {more.length > 0 ? (
              <ClusterList
                threads={[first, ...more].map(({ thread }) => thread)}
                button={button}
                label={t('lane.several', { count: more.length + 1, start: durationInWords(first.ms) })}
              />
            ) : (
              <button
                type="button"
                {...button}
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

function useWidth(element: { readonly current: HTMLElement | null }, isThere: boolean): number {
  const [width, setWidth] = useState(0)
  useEffect(() => {
    const { current } = element
    if (!current || !isThere) return
    const look = new ResizeObserver(() => setWidth(current.clientWidth))
    look.observe(current)
    setWidth(current.clientWidth)
    return () => look.disconnect()
  }, [element, isThere])
  return width
}
