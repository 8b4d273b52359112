import { useEffect, useRef } from 'preact/hooks'
import { percent } from '../messages/in-words.ts'
import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { sayAloud } from '../parts/status.tsx'
import {
  type Corner,
  corners,
  grownBy,
  leastSide,
  movedBy,
  movedTo,
  offeredRegion,
  type Point,
  placeOf,
  type Region,
  regionBetween,
  scaledBy,
  withCorner,
} from '../player/region.ts'
import { markRegion } from './mark-region.ts'
import { useWatching } from './watching.ts'

const step = 0.02

const directions: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -step, y: 0 },
  ArrowRight: { x: step, y: 0 },
  ArrowUp: { x: 0, y: -step },
  ArrowDown: { x: 0, y: step },
}

/** What a pointer that is down does with the region. */
type Drag = (to: Point) => Region

/**
 * Over the paused picture, in its own proportions: a rectangle that is drawn, dragged and resized by a pointer, or moved
 * by the arrow keys, resized with Shift, done with Enter and given up with Esc.
 */
export function RegionEditor() {
  const { composer } = useWatching()
  const element = useRef<HTMLDivElement>(null)
  const drag = useRef<{ readonly from: Point; readonly go: Drag; moved: boolean } | undefined>(undefined)
  const region = composer.draft.value.region ?? offeredRegion
  const set = (next: Region) => composer.change({ region: next })

  useEffect(() => {
    if (!composer.draft.peek().region) composer.change({ region: offeredRegion })
    element.current?.focus({ preventScroll: true })
    // On phones it stays in sight by itself.
    const screen = element.current?.closest('.screen')
    const { top = 0, bottom = 0 } = screen?.getBoundingClientRect() ?? {}
    if (top < 0 || bottom > innerHeight) screen?.scrollIntoView({ block: 'nearest' })
  }, [composer])
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
    if (current.moved) set(current.go(to))
  }
  const onPointerUp = (event: PointerEvent) => {
    const { current } = drag
    drag.current = undefined
    // Without dragging it goes to where the picture was pressed.
    if (current && !current.moved && event.type === 'pointerup') set(movedTo(region, current.from))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const by = directions[event.key]
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (by) set(event.shiftKey ? grownBy(region, by) : movedBy(region, by))
    else if (event.key === 'Enter') finish()
    else if (event.key === 'Escape') finish('none')
    else if (event.key !== ' ') return
    event.preventDefault()
    event.stopPropagation()
  }
  const finish = useFinish()

  const share = (value: number) => `${value * 100}%`
  const { x, y, width, height } = region
  return (
    <div
      ref={element}
      class="region-editor"
      role="application"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: nothing that HTML has does what it does.
      tabIndex={0}
      aria-label={t('region.label')}
      aria-describedby="region-keys"
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={onPointerUp}
      onKeyDown={onKeyDown}
    >
      <span id="region-keys" class="visually-hidden">
        {t('region.keys')} {inWords(region)}
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

/** In the composer: what can be done with the place, for everybody, without dragging. */
export function RegionField() {
  const { composer, player } = useWatching()
  const { region } = composer.draft.value
  const isMarking = player.isMarking.value
  const finish = useFinish()
  useEffect(
    () => () => {
      player.isMarking.value = false
    },
    [player],
  )
  const scale = (factor: number) => composer.change({ region: scaledBy(region ?? offeredRegion, factor) })
  return (
    <fieldset class="region-field">
      <legend>{t('region.title')}</legend>
      {isMarking ? (
        <p class="hint">{t('region.how')}</p>
      ) : (
        region && <p class="region-words">{inWords(region)}</p>
      )}
      <div class="actions">
        {isMarking ? (
          <>
            <Button look="primary" onClick={() => finish()}>
              {t('region.done')}
            </Button>
            <Button onClick={() => scale(0.8)}>{t('region.smaller')}</Button>
            <Button onClick={() => scale(1.25)}>{t('region.larger')}</Button>
          </>
        ) : (
          <Button onClick={() => markRegion(composer, player)}>{t('region.change')}</Button>
        )}
        <Button look="quiet" onClick={() => finish('none')}>
          {t('region.none')}
        </Button>
      </div>
    </fieldset>
  )
}

function useFinish(): (how?: 'none') => void {
  const { composer, player } = useWatching()
  return (how) => {
    if (how === 'none') composer.change({ region: undefined })
    player.isMarking.value = false
    const { region } = composer.draft.peek()
    sayAloud(region ? t('region.marked', { place: inWords(region) }) : t('region.unmarked'))
    document.getElementById('composer-words')?.focus()
  }
}

/** Reads out where it is, once it rests. */
function useSaid(region: Region): void {
  const isFirst = useRef(true)
  useEffect(() => {
    if (isFirst.current) {
      isFirst.current = false
      return
    }
    const timer = setTimeout(() => sayAloud(inWords(region)), 350)
    return () => clearTimeout(timer)
  }, [region])
}

const acrossKeys = {
  left: 'region.left',
  middle: 'region.center',
  right: 'region.right',
  all: 'region.whole-width',
} as const
const downKeys = {
  top: 'region.top',
  middle: 'region.middle',
  bottom: 'region.bottom',
  all: 'region.whole-height',
} as const

/** “Left third, top: 30 % wide, 20 % high”. */
function inWords(region: Region): string {
  const { across, down } = placeOf(region)
  return t('region.place', {
    across: t(acrossKeys[across]),
    down: t(downKeys[down]),
    width: percent(region.width),
    height: percent(region.height),
  })
}
