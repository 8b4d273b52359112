import type { Meeting } from '../../../src/meetings/schemas.ts'
import { durationInWords } from '../messages/in-words.ts'
import { t } from '../messages/messages.ts'
import { Field, Select } from '../parts/field.tsx'
import type { FieldError } from '../parts/form-errors.tsx'
import { modes } from './meeting-words.ts'

const lengths = [30, 45, 60, 75, 90, 120, 150, 180, 240]

interface TimeProps {
  readonly time: string
  readonly minutes: number
  readonly zoneName: string
}

/** From when, and for how long. */
export function TimeFields({ time, minutes, zoneName }: TimeProps) {
  const all = lengths.includes(minutes) ? lengths : [...lengths, minutes].toSorted((a, b) => a - b)
  return (
    <div class="side-by-side">
      <Field
        {...{ type: 'time', id: 'startsAt', name: 'startsAt', defaultValue: time, required: true }}
        label={t('meetings.starts')}
        hint={zoneName}
      />
      <Select id="minutes" name="minutes" label={t('meetings.length')}>
        {all.map((each) => (
          <option key={each} value={each} selected={each === minutes}>
            {durationInWords(each * 60_000)}
          </option>
        ))}
      </Select>
    </div>
  )
}

/** Face to face, from afar or both, and the way there. */
export function WhereFields({ meeting }: { readonly meeting?: Meeting | undefined }) {
  return (
    <>
      <Select id="mode" name="mode" label={t('meetings.mode')}>
        {(Object.keys(modes) as Meeting['mode'][]).map((mode) => (
          <option key={mode} value={mode} selected={mode === (meeting?.mode ?? 'in person')}>
            {t(modes[mode])}
          </option>
        ))}
      </Select>
      <Field
        {...{ id: 'place', name: 'place', maxLength: 500, defaultValue: meeting?.place ?? '' }}
        label={t('meetings.place')}
        hint={t('meetings.place-hint')}
      />
      <Field
        {...{ type: 'url', id: 'link', name: 'link', maxLength: 2000, defaultValue: meeting?.link ?? '' }}
        {...{ inputMode: 'url', autocomplete: 'off' }}
        label={t('meetings.link')}
        hint={t('meetings.link-hint')}
      />
    </>
  )
}

/** What the fields above say, as the API takes it. */
export const readMeeting = (form: FormData) => ({
  startsAt: String(form.get('startsAt')),
  minutes: Number(form.get('minutes')),
  mode: String(form.get('mode')) as Meeting['mode'],
  place: String(form.get('place') ?? '').trim() || null,
  link: withScheme(String(form.get('link') ?? '').trim()),
})

/** People copy addresses without their beginning. */
const withScheme = (link: string): string | null => {
  if (link === '') return null
  return /^[a-z][a-z+.-]*:/i.test(link) ? link : `https://${link}`
}

export const checkLink = (form: FormData): FieldError[] => {
  const link = readMeeting(form).link
  if (link === null || /^https?:\/\/[^\s/]+\.[^\s/]/i.test(link)) return []
  return [{ field: 'link', text: t('meetings.link-wrong') }]
}
