import { t } from '../messages/messages.ts'
import { Field } from '../parts/field.tsx'
import { readTimeCode, timeCode } from '../player/time-code.ts'
import { useTypedTime } from '../player/use-typed-time.ts'

interface Props {
  readonly id: string
  readonly label: string
  readonly ms: number
  readonly lengthMs: number
  readonly onTime: (ms: number) => void
}

/** A time that may be typed. What is no time of the recording is said to be none, and changes nothing. */
export function TimeField({ id, label, ms, lengthMs, onTime }: Props) {
  const { text, error, isShown, type, complain, show } = useTypedTime(ms)
  const take = () => {
    if (isShown) return show()
    const wanted = readTimeCode(text)
    if (wanted === undefined) return complain(t('cut.no-time'))
    if (wanted > Math.ceil(lengthMs / 1000) * 1000) {
      return complain(t('cut.beyond', { length: timeCode(lengthMs) }))
    }
    show()
    onTime(Math.min(wanted, lengthMs))
  }
  return (
    <Field
      id={id}
      label={label}
      error={error}
      value={text}
      class="time-field"
      inputMode="text"
      autoComplete="off"
      onInput={({ currentTarget }) => type(currentTarget.value)}
      onBlur={take}
      onKeyDown={(event) => {
        if (event.key !== 'Enter') return
        event.preventDefault()
        take()
      }}
    />
  )
}
