import { useEffect, useState } from 'preact/hooks'
import { t } from '../messages/messages.ts'
import { Field } from '../parts/field.tsx'
import { readTimeCode, timeCode } from '../player/time-code.ts'

interface Props {
  readonly id: string
  readonly label: string
  readonly ms: number
  readonly lengthMs: number
  readonly onTime: (ms: number) => void
}

/** A time that may be typed. What is no time of the recording is said to be none, and changes nothing. */
export function TimeField({ id, label, ms, lengthMs, onTime }: Props) {
  const shown = timeCode(ms, { tenths: true })
  const [typed, setTyped] = useState(shown)
  const [error, setError] = useState<string>()
  useEffect(() => {
    setTyped(shown)
    setError(undefined)
  }, [shown])
  const take = () => {
    if (typed === shown) return setError(undefined)
    const wanted = readTimeCode(typed)
    if (wanted === undefined) return setError(t('cut.no-time'))
    if (wanted > Math.ceil(lengthMs / 1000) * 1000) {
      return setError(t('cut.beyond', { length: timeCode(lengthMs) }))
    }
    setError(undefined)
    setTyped(shown)
    onTime(Math.min(wanted, lengthMs))
  }
  return (
    <Field
      id={id}
      label={label}
      error={error}
      value={typed}
      class="time-field"
      inputMode="text"
      autoComplete="off"
      onInput={({ currentTarget }) => setTyped(currentTarget.value)}
      onBlur={take}
      onKeyDown={(event) => {
        if (event.key !== 'Enter') return
        event.preventDefault()
        take()
      }}
    />
  )
}
