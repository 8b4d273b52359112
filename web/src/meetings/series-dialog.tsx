import { useQuery, useQueryClient } from '@tanstack/preact-query'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { PlannedSeries, PlanSeries } from '../../../src/meetings/schemas.ts'
import { call } from '../api/call.ts'
import { weekdayOf } from '../calendars/local-time.ts'
import { t } from '../messages/messages.ts'
import { zoneInWords } from '../messages/moments.ts'
import { Button } from '../parts/button.tsx'
import { checkFields } from '../parts/check-fields.ts'
import { Dialog } from '../parts/dialog.tsx'
import { Field, Select } from '../parts/field.tsx'
import { Form } from '../parts/form.tsx'
import { say } from '../parts/status.tsx'
import { inAWeek } from './local-days.ts'
import { checkLink, readMeeting, TimeFields, WhereFields } from './meeting-fields.tsx'
import { meetingsChanged, previewQuery } from './meeting-queries.ts'
import { weekdayName } from './meeting-words.ts'
import { SeriesPreview } from './series-preview.tsx'

interface Props {
  readonly cohortId: string
  readonly zone: string
  readonly onClose: () => void
}

const rhythms = [
  ['1', 'meetings.every-week'],
  ['2', 'meetings.every-2-weeks'],
  ['3', 'meetings.every-3-weeks'],
  ['4', 'meetings.every-4-weeks'],
  ['month', 'meetings.every-month'],
] as const

const nths = [
  ['1', 'meetings.nth-1'],
  ['2', 'meetings.nth-2'],
  ['3', 'meetings.nth-3'],
  ['4', 'meetings.nth-4'],
  ['-1', 'meetings.nth-last'],
] as const

const weekdays = [1, 2, 3, 4, 5, 6, 7]

/** Plans a year of meetings in one go. What it would give stands below its days and hours while they are filled in. */
export function SeriesDialog({ cohortId, zone, onClose }: Props) {
  const client = useQueryClient()
  const fields = useRef<HTMLDivElement>(null)
  const [rhythm, setRhythm] = useState('2')
  const [plan, setPlan] = useState<PlanSeries>()
  const firstOn = inAWeek(zone)
  const look = () => {
    const form = fields.current?.closest('form')
    if (form) setPlan(readPlan(new FormData(form)))
  }
  useEffect(look, [rhythm])
  const preview = useQuery(previewQuery(cohortId, plan))
  const send = async (form: FormData) => {
    const body = readPlan(form)
    const path = `/api/v1/cohorts/${cohortId}/meeting-series`
    const { meetings } = await call<PlannedSeries>(path, { method: 'POST', body: body ?? {} })
    say(t('meetings.planned-many', { count: meetings.length }))
    await meetingsChanged(client)
    onClose()
  }
  return (
    <Dialog title={t('meetings.plan-series')} onClose={onClose}>
      <Form
        action={t('meetings.plan')}
        check={(form) => [
          ...checkFields(form, [
            { field: 'firstOn', missing: 'meetings.day-missing' },
            { field: 'lastOn', missing: 'meetings.day-missing' },
            { field: 'startsAt', missing: 'meetings.time-missing' },
          ]),
          ...checkLink(form),
        ]}
        send={send}
        beside={<Button onClick={onClose}>{t('cancel')}</Button>}
      >
        <div class="form" ref={fields} onInput={look}>
          <Select
            id="rhythm"
            name="rhythm"
            label={t('meetings.rhythm')}
            onChange={(event) => setRhythm(event.currentTarget.value)}
          >
            {rhythms.map(([value, key]) => (
              <option key={value} value={value} selected={value === rhythm}>
                {t(key)}
              </option>
            ))}
          </Select>
          {rhythm === 'month' && <MonthFields firstOn={firstOn} />}
          <div class="side-by-side">
            <Field
              {...{ type: 'date', id: 'firstOn', name: 'firstOn', defaultValue: firstOn, required: true }}
              label={t(rhythm === 'month' ? 'meetings.from' : 'meetings.first-day')}
            />
            <Field
              {...{ type: 'date', id: 'lastOn', name: 'lastOn', required: true }}
              defaultValue={endOfYear(firstOn)}
              label={t('meetings.until')}
            />
          </div>
          <TimeFields time="15:30" minutes={120} zoneName={zoneInWords(zone)} />
        </div>
        <SeriesPreview preview={plan && preview.data} error={preview.error} />
        <WhereFields />
      </Form>
    </Dialog>
  )
}

function MonthFields({ firstOn }: { readonly firstOn: string }) {
  const nth = Math.ceil(Number(firstOn.slice(8)) / 7)
  return (
    <div class="side-by-side">
      <Select id="nth" name="nth" label={t('meetings.nth')}>
        {nths.map(([value, key]) => (
          <option key={value} value={value} selected={value === String(nth > 4 ? -1 : nth)}>
            {t(key)}
          </option>
        ))}
      </Select>
      <Select id="weekday" name="weekday" label={t('meetings.weekday')}>
        {weekdays.map((weekday) => (
          <option key={weekday} value={weekday} selected={weekday === weekdayOf(firstOn)}>
            {weekdayName(weekday)}
          </option>
        ))}
      </Select>
    </div>
  )
}

/** What the fields say; undefined while something is missing without which nothing can be shown. */
function readPlan(form: FormData): PlanSeries | undefined {
  const text = (name: string) => String(form.get(name) ?? '')
  const days = { firstOn: text('firstOn'), lastOn: text('lastOn') }
  const meeting = readMeeting(form)
  if (!days.firstOn || !days.lastOn || !meeting.startsAt) return undefined
  const rule: PlanSeries['rule'] =
    text('rhythm') === 'month'
      ? { every: 'month', nth: Number(text('nth') || 1), weekday: Number(text('weekday') || 1) }
      : { every: 'weeks', weeks: Number(text('rhythm')) }
  return { rule, ...days, ...meeting }
}

/** School years end in the middle of June, more or less; the one a day belongs to. */
const endOfYear = (day: string): string =>
  `${Number(day.slice(0, 4)) + (day.slice(5) < '06-01' ? 0 : 1)}-06-15`
