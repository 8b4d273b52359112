import { useEffect, useRef, useState } from 'preact/hooks'
import { clusterMarkers, type OnTimeline } from './cluster-markers.ts'

const keyMoves: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowLeft: (at) => at - 1,
  ArrowUp: (at) => at - 1,
  ArrowRight: (at) => at + 1,
  ArrowDown: (at) => at + 1,
  Home: () => 0,
  End: (_at, count) => count - 1,
}

/**
 * Markers on the scale of the slider. A lane is one stop for the Tab key; the arrows go from marker to marker. `list` and
 * `button` are for its element and for each cluster's own.
 */
export function useLane<Marker extends OnTimeline>(markers: readonly Marker[], durationMs: number) {
  const [tabAt, setTabAt] = useState(0)
  const [ref, widthPx] = useLaneWidth(markers.length > 0)
  const clusters = clusterMarkers(markers, { durationMs, widthPx })
  const tabStop = Math.min(tabAt, clusters.length - 1)
  return {
    clusters,
    list: {
      ref,
      onKeyDown: (event: KeyboardEvent) => laneKeys(event, ref.current, tabStop, setTabAt),
    },
    button: (index: number, isSelected: boolean) => ({
      class: isSelected ? 'marker selected' : 'marker',
      tabIndex: index === tabStop ? 0 : -1,
      onFocus: () => setTabAt(index),
    }),
  }
}

function laneKeys(
  event: KeyboardEvent,
  lane: HTMLElement | null,
  tabStop: number,
  onTabAt: (at: number) => void,
): void {
  const move = keyMoves[event.key]
  const isMarker = event.target instanceof HTMLElement && event.target.classList.contains('marker')
  if (!move || !isMarker || event.ctrlKey || event.metaKey || event.altKey) return
  const markers = lane?.querySelectorAll<HTMLButtonElement>('.marker') ?? []
  const next = Math.min(markers.length - 1, Math.max(0, move(tabStop, markers.length)))
  onTabAt(next)
  markers[next]?.focus()
  event.preventDefault()
}

/** A lane's place for its element, and how wide that is. */
function useLaneWidth(isThere: boolean) {
  const lane = useRef<HTMLUListElement>(null)
  const [width, setWidth] = useState(0)
  useEffect(() => {
    const { current } = lane
    if (!current || !isThere) return
    const look = new ResizeObserver(() => setWidth(current.clientWidth))
    look.observe(current)
    setWidth(current.clientWidth)
    return () => look.disconnect()
  }, [isThere])
  return [lane, width] as const
}
