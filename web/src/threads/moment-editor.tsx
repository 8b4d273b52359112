import { useEffect, useState } from 'preact/hooks'
import { t } from '../messages/messages.ts'
import { Button, IconButton } from '../parts/button.tsx'
import { RadioChips } from '../parts/radio-chips.tsx'
import { readTimeCode, timeCode } from '../player/time-code.ts'
import { asInstant, asRange, formOf, wholeClip, withEnd, withStart } from './moment.ts'
import { useWatching } from './watching.ts'

/** Where the words are to stand: a moment, a part, or the whole clip. Everything can be typed, and set by buttons. */
export function MomentEditor({ durationMs }: { readonly durationMs: number }) {
  const { composer, player } = useWatching()
  const draft = composer.draft.value
  const form = formOf(draft)
  const now = () => player.timeMs.peek()
  const setStart = (ms: number) => {
    composer.change(withStart(draft, ms, durationMs))
    player.seek(ms)
  }
  const setEnd = (ms: number) => {
    composer.change(withEnd(draft, ms, durationMs))
    player.seek(ms)
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
          { value: 'clip', label: t('moment.clip') },
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
        </div>
      )}
    </div>
  )
}

interface TimeFieldProps {
  readonly label: string
  readonly ms: number
  readonly onMs: (ms: number) => void
  readonly onNow: () => void
}

function TimeField({ label, ms, onMs, onNow }: TimeFieldProps) {
  const [typed, setTyped] = useState(timeCode(ms, { tenths: true }))
  useEffect(() => setTyped(timeCode(ms, { tenths: true })), [ms])
  const take = () => {
    const read = readTimeCode(typed)
    // What is shown is rounded: leaving it as it is must not move it.
    if (read === undefined || typed === timeCode(ms, { tenths: true }))
      setTyped(timeCode(ms, { tenths: true }))
    else onMs(read)
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
        value={typed}
        onInput={({ currentTarget }) => setTyped(currentTarget.value)}
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
