import { useSignal, useSignalEffect } from '@preact/signals'
import { useRef } from 'preact/hooks'
import type { Clip } from '../../../src/clips/schemas.ts'
import { durationInWords } from '../messages/in-words.ts'
import { t } from '../messages/messages.ts'
import { later } from '../parts/later.tsx'
import type { Player } from './player.ts'

/** Both come when they are first wanted. */
const TilePreview = later(async () => (await import('./tile-preview.tsx')).TilePreview)
const SliderStripes = later(async () => (await import('./slider-stripes.tsx')).SliderStripes)

/** Half the slider's thumb, in CSS pixels: the scale begins and ends there. Lanes below keep the same distance. */
const inset = 12

const keySteps: Readonly<Record<string, number>> = {
  ArrowLeft: -1000,
  ArrowDown: -1000,
  ArrowRight: 1000,
  ArrowUp: 1000,
  PageDown: -10_000,
  PageUp: 10_000,
}

interface Props {
  /** What of it was watched is drawn; nothing where this is left out. */
  readonly clip?: Clip
  readonly player: Player
  readonly storyboardUrl: string | null
}

/** The timeline itself. The clock moves it without drawing anything else anew. */
export function SeekSlider({ clip, player, storyboardUrl }: Props) {
  const input = useRef<HTMLInputElement>(null)
  const previewMs = useSignal<number | undefined>(undefined)
  const durationMs = player.durationMs.value
  const hasStripes = !player.isFresh.value

  useSignalEffect(() => {
    const slider = input.current
    const timeMs = player.timeMs.value
    const share = (ms: number) => String(Math.min(1, ms / Math.max(1, player.durationMs.value)))
    if (!slider) return
    slider.value = String(Math.round(timeMs))
    slider.style.setProperty('--played', share(timeMs))
    // While it plays, a focused slider would be read out every second.
    if (player.isPlaying.value && document.activeElement === slider) return
    const words = t('player.position', {
      time: durationInWords(timeMs),
      length: durationInWords(player.durationMs.value),
    })
    if (slider.getAttribute('aria-valuetext') !== words) slider.setAttribute('aria-valuetext', words)
  })

  const msUnder = (event: PointerEvent): number => {
    const { left, width } = (event.currentTarget as HTMLElement).getBoundingClientRect()
    const share = (event.clientX - left - inset) / Math.max(1, width - 2 * inset)
    return Math.min(1, Math.max(0, share)) * durationMs
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = keySteps[event.key]
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (step !== undefined) player.skip(step)
    else if (event.key === 'Home') player.seek(0)
    else if (event.key === 'End') player.seek(durationMs)
    else return
    event.preventDefault()
  }

  return (
    <div class="seek">
      {previewMs.value !== undefined && (
        <TilePreview atMs={previewMs} durationMs={durationMs} storyboardUrl={storyboardUrl} />
      )}
      {clip && hasStripes && <SliderStripes player={player} clip={clip} />}
      <input
        ref={input}
        type="range"
        class="seek-slider"
        aria-label={t('player.slider')}
        min={0}
        max={Math.max(1, Math.round(durationMs))}
        step={1}
        onInput={({ currentTarget }) => {
          player.scrub(Number(currentTarget.value))
          previewMs.value = Number(currentTarget.value)
        }}
        onChange={({ currentTarget }) => {
          player.seek(Number(currentTarget.value))
          previewMs.value = undefined
        }}
        onKeyDown={onKeyDown}
        onPointerMove={(event) => {
          if (event.pointerType === 'mouse') previewMs.value = msUnder(event)
        }}
        onPointerLeave={() => {
          previewMs.value = undefined
        }}
      />
    </div>
  )
}
