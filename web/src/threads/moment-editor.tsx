import { useEffect } from 'preact/hooks'
import { t } from '../messages/messages.ts'
import { Button, IconButton } from '../parts/button.tsx'
import { later } from '../parts/later.tsx'
import { RadioChips } from '../parts/radio-chips.tsx'
import { say } from '../parts/status.tsx'
import { readTimeCode } from '../player/time-code.ts'
import { useTypedTime } from '../player/use-typed-time.ts'
import { markRegion } from './mark-region.ts'
import { asInstant, asRange, formOf, type Moment, wholeClip, withEnd, withStart } from './moment.ts'
import { useWatching } from './watching.ts'

const RegionField = later(async () => (await import('./region-editor.tsx')).RegionField, 'picture')

interface Props {
  readonly durationMs: number
  /** What is asked for is about a moment or a part, not about the whole. */
  readonly isNeeded: boolean
}

/** Where the words are to stand: a moment, a part, or the whole clip. Everything can be typed, and set by buttons. */
export function MomentEditor({ durationMs, isNeeded }: Props) {
  const { composer, player } = useWatching()
  const draft = composer.draft.value
  const form = formOf(draft)
  const now = () => player.timeMs.peek()
  const isLooping = player.loopRange.value !== null
  const set = (moment: Moment, ms: number) => {
    composer.change(moment)
    player.seek(ms)
    const { startMs, endMs } = draft
    if (startMs === null || endMs === null) return
    // The end came before the start, or the start behind the end: each is the other now.
    if (moment.startMs !== startMs && moment.endMs !== endMs) say(t('moment.swapped'))
  }
  const setStart = (ms: number) => set(withStart(draft, ms, durationMs), ms)
  const setEnd = (ms: number) => set(withEnd(draft, ms, durationMs), ms)
  useEffect(() => {
    // What plays over and over is the part as it stands now; without a part it goes on.
    if (player.loopRange.peek()) player.loopRange.value = loopOf(draft)
  }, [player, draft.startMs, draft.endMs])
  useEffect(
    () => () => {
      player.loopRange.value = null
    },
    [player],
  )
  const loop = () => {
    player.loopRange.value = isLooping ? null : loopOf(draft)
    if (isLooping) return player.pause()
    player.seek(draft.startMs ?? 0)
    player.play()
  }
  const choose = (wanted: typeof form) =>
    composer.change(
      wanted === 'clip'
        ? wholeClip
        : wanted === 'range'
          ? asRange(draft, now(), durationMs)
          : asInstant(draft, now(), durationMs),
    )
  return (
    <div class="moment-editor">
      <RadioChips
        legend={t('moment.where')}
        value={form}
        options={[
          { value: 'instant', label: t('moment.instant') },
          { value: 'range', label: t('moment.range') },
          ...(isNeeded ? [] : [{ value: 'clip' as const, label: t('moment.clip') }]),
        ]}
        onChoose={choose}
      />
      {draft.startMs !== null && (
        <div class="moment-times">
          <TimeField
            label={form === 'range' ? t('moment.start') : t('moment.time')}
            ms={draft.startMs}
            onMs={setStart}
            onNow={() => setStart(now())}
          />
          {draft.endMs !== null && (
            <TimeField label={t('moment.end')} ms={draft.endMs} onMs={setEnd} onNow={() => setEnd(now())} />
          )}
          {form === 'range' && (
            <Button icon={isLooping ? 'pause' : 'play'} onClick={loop}>
              {isLooping ? t('moment.loop-stop') : t('moment.loop')}
            </Button>
          )}
        </div>
      )}
      {draft.startMs !== null && draft.kind !== 'note' && player.hasPicture.value && <RegionPart />}
    </div>
  )
}

function RegionPart() {
  const { composer, player } = useWatching()
  if (player.isMarking.value || composer.draft.value.region) return <RegionField />
  return (
    <Button class="region-button" icon="region" look="quiet" onClick={() => markRegion(composer, player)}>
      {t('moment.region')}
    </Button>
  )
}

const loopOf = ({ startMs, endMs }: Moment) =>
  startMs === null || endMs === null ? null : { startMs, endMs }

interface TimeFieldProps {
  readonly label: string
  readonly ms: number
  readonly onMs: (ms: number) => void
  readonly onNow: () => void
}

function TimeField({ label, ms, onMs, onNow }: TimeFieldProps) {
  const { text, isShown, type, show } = useTypedTime(ms)
  const take = () => {
    const wanted = isShown ? undefined : readTimeCode(text)
    show()
    if (wanted !== undefined) onMs(wanted)
  }
  return (
    <fieldset class="time-field">
      <legend class="visually-hidden">{label}</legend>
      <span aria-hidden="true">{label}</span>
      <IconButton icon="minus" label={t('moment.earlier')} onClick={() => onMs(Math.max(0, ms - 1000))} />
      <input
        aria-label={label}
        inputMode="decimal"
        autoComplete="off"
        size={7}
        value={text}
        onInput={({ currentTarget }) => type(currentTarget.value)}
        onBlur={take}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.ctrlKey || event.metaKey) return
          event.preventDefault()
          take()
        }}
      />
      <IconButton icon="plus" label={t('moment.later')} onClick={() => onMs(ms + 1000)} />
      <Button look="text" onClick={onNow}>
        {t('moment.now')}
      </Button>
    </fieldset>
  )
}
