import { useEffect, useId, useRef } from 'preact/hooks'
import { sayAloud } from '../parts/status.tsx'
import {
  type Corner,
  corners,
  grownBy,
  leastSide,
  movedBy,
  movedTo,
  type Point,
  type Region,
  regionBetween,
  withCorner,
} from './region.ts'
import { regionInWords } from './region-words.ts'

const step = 0.02

const directions: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -step, y: 0 },
  ArrowRight: { x: step, y: 0 },
  ArrowUp: { x: 0, y: -step },
  ArrowDown: { x: 0, y: step },
}

/** What a pointer that is down does with the region. */
type Drag = (to: Point) => Region

interface Props {
  readonly region: Region
  readonly label: string
  /** Which keys do what. */
  readonly keys: string
  readonly onRegion: (region: Region) => void
  readonly onDone: () => void
  readonly onGiveUp: () => void
}

/**
 * Over the picture, in its own proportions: a rectangle that is drawn, dragged and resized by a pointer, or moved by the
 * arrow keys, resized with Shift, done with Enter and given up with Esc.
 */
export function DrawRegion({ region, label, keys, onRegion, onDone, onGiveUp }: Props) {
  const element = useRef<HTMLDivElement>(null)
  const drag = useRef<{ readonly from: Point; readonly go: Drag; moved: boolean } | undefined>(undefined)
  const keysId = useId()

  useEffect(() => {
    element.current?.focus({ preventScroll: true })
    // On phones it stays in sight by itself.
    const screen = element.current?.closest('.screen, .cut-screen')
    const { top = 0, bottom = 0 } = screen?.getBoundingClientRect() ?? {}
    if (top < 0 || bottom > innerHeight) screen?.scrollIntoView({ block: 'nearest' })
  }, [])
  useSaid(region)

  const pointOf = ({ clientX, clientY }: PointerEvent): Point => {
    const { left, top, width, height } = element.current?.getBoundingClientRect() ?? new DOMRect(0, 0, 1, 1)
    return { x: (clientX - left) / width, y: (clientY - top) / height }
  }
  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0) return
    event.preventDefault()
    element.current?.focus({ preventScroll: true })
    element.current?.setPointerCapture(event.pointerId)
    const from = pointOf(event)
    const corner = (event.target as HTMLElement).dataset.corner as Corner | undefined
    const isInside = (event.target as HTMLElement).closest('.region') !== null
    const go: Drag = corner
      ? (to) => withCorner(region, corner, to)
      : isInside
        ? (to) => movedBy(region, { x: to.x - from.x, y: to.y - from.y })
        : (to) => regionBetween(from, to)
    drag.current = { from, go, moved: false }
  }
  const onPointerMove = (event: PointerEvent) => {
    const { current } = drag
    if (!current) return
    const to = pointOf(event)
    // A press that trembles is no drag.
    if (Math.hypot(to.x - current.from.x, to.y - current.from.y) > leastSide / 2) current.moved = true
    if (current.moved) onRegion(current.go(to))
  }
  const onPointerUp = (event: PointerEvent) => {
    const { current } = drag
    drag.current = undefined
    // Without dragging it goes to where the picture was pressed.
    if (current && !current.moved && event.type === 'pointerup') onRegion(movedTo(region, current.from))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const by = directions[event.key]
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (by) onRegion(event.shiftKey ? grownBy(region, by) : movedBy(region, by))
    else if (event.key === 'Enter') onDone()
    else if (event.key === 'Escape') onGiveUp()
    else if (event.key !== ' ') return
    event.preventDefault()
    event.stopPropagation()
  }

  const share = (value: number) => `${value * 100}%`
  const { x, y, width, height } = region
  return (
    <div
      ref={element}
      class="region-editor"
      role="application"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: nothing that HTML has does what it does.
      tabIndex={0}
      aria-label={label}
      aria-describedby={keysId}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={onPointerUp}
      onKeyDown={onKeyDown}
    >
      <span id={keysId} class="visually-hidden">
        {keys} {regionInWords(region)}
      </span>
      <div
        class="region"
        style={{ left: share(x), top: share(y), width: share(width), height: share(height) }}
      >
        {corners.map((corner) => (
          <span key={corner} class={`handle ${corner}`} data-corner={corner} />
        ))}
      </div>
    </div>
  )
}

/** Reads out where it is, once it rests. */
function useSaid(region: Region): void {
  const isFirst = useRef(true)
  useEffect(() => {
    if (isFirst.current) {
      isFirst.current = false
      return
    }
    const timer = setTimeout(() => sayAloud(regionInWords(region)), 350)
    return () => clearTimeout(timer)
  }, [region])
}
