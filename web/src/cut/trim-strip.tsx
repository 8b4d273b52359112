import type { ComponentChildren } from 'preact'
import { useRef } from 'preact/hooks'
import { durationInWords } from '../messages/in-words.ts'
import { t } from '../messages/messages.ts'
import { type Edge, keyed, type Part, pushEnd, pushStart } from './part.ts'

interface Props {
  readonly part: Part
  readonly lengthMs: number
  /** Where the player is, on the same timeline. */
  readonly atMs: number | undefined
  readonly onPart: (part: Part) => void
  /** An edge was let go, or stepped: that is what one wants to see now. */
  readonly onSettled: (edge: Edge, part: Part) => void
  /** Somebody points at a moment of the film. */
  readonly onPoint: (ms: number) => void
  /** The film itself, as wide as the whole recording. */
  readonly children: ComponentChildren
}

/** A recording as a strip of stills between two handles, which pointers drag and keys step. */
export function TrimStrip({ part, lengthMs, atMs, onPart, onSettled, onPoint, children }: Props) {
  const film = useRef<HTMLDivElement>(null)
  const share = (ms: number) => String(Math.min(1, Math.max(0, ms / Math.max(1, lengthMs))))
  /** Before or beyond the recording, beside the film. */
  const msAt = (clientX: number): number => {
    const { left = 0, width = 1 } = film.current?.getBoundingClientRect() ?? {}
    return ((clientX - left) / Math.max(1, width)) * lengthMs
  }
  const edge = { part, lengthMs, onPart, onSettled, msAt }
  return (
    <div
      class="trim-strip"
      style={{ '--in': share(part.inMs), '--out': share(part.outMs), '--at': share(atMs ?? 0) }}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the player's own slider does the same by key. */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: as above. */}
      <div class="trim-film" ref={film} onClick={({ clientX }) => onPoint(msAt(clientX))}>
        {children}
        <span class="trim-away start" />
        <span class="trim-away end" />
        {atMs !== undefined && <span class="trim-at" />}
      </div>
      <Handle edge="start" label={t('cut.start')} {...edge} />
      <Handle edge="end" label={t('cut.end')} {...edge} />
    </div>
  )
}

interface HandleProps extends Pick<Props, 'part' | 'lengthMs' | 'onPart' | 'onSettled'> {
  readonly edge: Edge
  readonly label: string
  readonly msAt: (clientX: number) => number
}

function Handle({ edge, label, part, lengthMs, onPart, onSettled, msAt }: HandleProps) {
  /** How far beside the edge it was taken hold of, so that it does not jump under the finger. */
  const grip = useRef<number>()
  const ms = edge === 'start' ? part.inMs : part.outMs
  const to = (wanted: number): Part =>
    edge === 'start' ? pushStart(part, wanted) : pushEnd(part, wanted, lengthMs)
  const letGo = () => {
    if (grip.current === undefined) return
    grip.current = undefined
    onSettled(edge, part)
  }
  return (
    <div
      class={`trim-handle ${edge}`}
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={lengthMs}
      aria-valuenow={ms}
      aria-valuetext={durationInWords(ms)}
      onPointerDown={(event) => {
        if (event.button !== 0) return
        grip.current = msAt(event.clientX) - ms
        event.currentTarget.setPointerCapture(event.pointerId)
        // Else the text around it would be selected while it is dragged.
        event.preventDefault()
        event.currentTarget.focus()
      }}
      onPointerMove={(event) => {
        if (grip.current !== undefined) onPart(to(msAt(event.clientX) - grip.current))
      }}
      onPointerUp={letGo}
      onPointerCancel={letGo}
      onKeyDown={(event) => {
        if (event.ctrlKey || event.metaKey || event.altKey) return
        const wanted = keyed(event.key, event.shiftKey, ms, lengthMs)
        if (wanted === undefined) return
        event.preventDefault()
        const next = to(wanted)
        onPart(next)
        onSettled(edge, next)
      }}
    />
  )
}
