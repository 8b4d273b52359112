import { useQueryClient } from '@tanstack/preact-query'
import { useState } from 'preact/hooks'
import type { Meeting } from '../../../src/meetings/schemas.ts'
import { call } from '../api/call.ts'
import { ApiProblem } from '../api/problem.ts'
import { localIn } from '../calendars/local-time.ts'
import { t } from '../messages/messages.ts'
import { zoneInWords } from '../messages/moments.ts'
import { problemWords } from '../messages/problem-words.ts'
import { Button } from '../parts/button.tsx'
import { checkFields } from '../parts/check-fields.ts'
import { Dialog } from '../parts/dialog.tsx'
import { Field, TextArea } from '../parts/field.tsx'
import { Form } from '../parts/form.tsx'
import { say } from '../parts/status.tsx'
import { inAWeek, minutesOf } from './local-days.ts'
import { checkLink, readMeeting, TimeFields, WhereFields } from './meeting-fields.tsx'
import { meetingsChanged } from './meeting-queries.ts'
import { dayOf } from './meeting-words.ts'

interface Props {
  readonly cohortId: string
  readonly zone: string
  /** Without one, a new one is planned. */
  readonly meeting?: Meeting
  readonly onClose: () => void
}

/** Plans one meeting, or moves and changes it. A day that is kept free is asked about once more. */
export function MeetingDialog({ cohortId, zone, meeting, onClose }: Props) {
  const client = useQueryClient()
  const [isBlocked, setBlocked] = useState(false)
  const { day, time } = meeting
    ? localIn(zone, new Date(meeting.startsAt))
    : { day: inAWeek(zone), time: '15:30' }
  const send = async (form: FormData) => {
    const body = {
      startsOn: String(form.get('startsOn')),
      ...readMeeting(form),
      // Browsers send line ends as two characters.
      agenda:
        String(form.get('agenda') ?? '')
          .trim()
          .replaceAll('\r\n', '\n') || null,
      despiteBlock: form.get('despiteBlock') === 'yes',
    }
    try {
      const saved = await (meeting
        ? call<Meeting>(`/api/v1/meetings/${meeting.id}`, { method: 'PATCH', body })
        : call<Meeting>(`/api/v1/cohorts/${cohortId}/meetings`, { method: 'POST', body }))
      say(t(meeting ? 'meetings.changed' : 'meetings.planned', { day: dayOf(saved) }))
    } catch (error) {
      setBlocked(error instanceof ApiProblem && error.code === 'day-blocked')
      throw error
    }
    await meetingsChanged(client)
    onClose()
  }
  return (
    <Dialog title={t(meeting ? 'meetings.change-title' : 'meetings.plan-one')} onClose={onClose}>
      {meeting && <p class="hint">{t('meetings.change-hint')}</p>}
      <Form
        action={t(meeting ? 'meetings.save' : 'meetings.plan')}
        check={(form) => [
          ...checkFields(form, [
            { field: 'startsOn', missing: 'meetings.day-missing' },
            { field: 'startsAt', missing: 'meetings.time-missing' },
          ]),
          ...checkLink(form),
        ]}
        send={send}
        refusalWords={meetingProblem}
        beside={<Button onClick={onClose}>{t('cancel')}</Button>}
      >
        {isBlocked && (
          <label class="switch">
            <input type="checkbox" name="despiteBlock" value="yes" />
            <span>{t('meetings.despite-block')}</span>
          </label>
        )}
        <Field
          {...{ type: 'date', id: 'startsOn', name: 'startsOn', defaultValue: day, required: true }}
          label={t('meetings.day')}
        />
        <TimeFields time={time} minutes={meeting ? minutesOf(meeting) : 120} zoneName={zoneInWords(zone)} />
        <WhereFields meeting={meeting} />
        <TextArea
          {...{
            id: 'agenda',
            name: 'agenda',
            maxLength: 10_000,
            rows: 3,
            defaultValue: meeting?.agenda ?? '',
          }}
          label={t('meetings.agenda')}
          hint={t('meetings.agenda-hint')}
        />
      </Form>
    </Dialog>
  )
}

/** With the name of what the day is kept free for. */
const meetingProblem = (error: unknown): string =>
  error instanceof ApiProblem && error.code === 'day-blocked' && error.block !== undefined
    ? t('meetings.day-blocked', { name: error.block })
    : problemWords(error)
