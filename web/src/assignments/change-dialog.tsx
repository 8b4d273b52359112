import { useQuery, useQueryClient } from '@tanstack/preact-query'
import { useState } from 'preact/hooks'
import type { Assignment } from '../../../src/assignments/schemas.ts'
import { call } from '../api/call.ts'
import { t } from '../messages/messages.ts'
import { Dialog } from '../parts/dialog.tsx'
import { Field, TextArea } from '../parts/field.tsx'
import { Form } from '../parts/form.tsx'
import type { FieldError } from '../parts/form-errors.tsx'
import { say } from '../parts/status.tsx'
import { Loading, Trouble } from '../parts/trouble.tsx'
import {
  assignmentPath,
  assignmentsChanged,
  clipsHereQuery,
  defaultsQuery,
  meetingsAheadQuery,
} from './assignment-queries.ts'
import { ClipChoice, type Option } from './clip-choice.tsx'
import { MeetingSelect } from './meeting-select.tsx'
import { refusalWords } from './refusal-words.ts'
import { instantsOf, type Times, timesFrom } from './times.ts'
import { WhenFields } from './when-fields.tsx'

interface Props {
  readonly assignment: Assignment
  readonly onClose: () => void
}

/** Everything of an assignment that can still be changed: its protocol stands from the beginning. */
export function ChangeDialog({ assignment, onClose }: Props) {
  const client = useQueryClient()
  const { id, cohort, state, zone, dueBy } = assignment
  const isOpen = state === 'open'
  const [meeting, setMeeting] = useState(assignment.forMeeting?.id ?? 'none')
  const [times, setTimes] = useState<Times | undefined>(dueBy === 'hand' ? timesFrom(assignment) : undefined)
  const [added, setAdded] = useState<readonly string[]>([])
  const [exemplars, setExemplars] = useState<readonly Option[]>([])
  const meetings = useQuery(meetingsAheadQuery(cohort.id))
  const clips = useQuery(clipsHereQuery(cohort.id))
  const others = clips.data?.filter((clip) => !assignment.clips.some((known) => known.id === clip.id)) ?? []
  const set = times && instantsOf(zone, times)
  const clipIds = [...assignment.clips.map((clip) => clip.id), ...added]
  const defaults = useQuery(
    defaultsQuery(cohort.id, {
      ...{ forMeetingId: meeting, clipIds, protocol: assignment.protocol, except: id },
      opensAt: set?.opensAt ?? assignment.opensAt,
      dueAt: set?.dueAt,
    }),
  )
  const check = (): FieldError[] =>
    set && !set.dueAt ? [{ field: 'dueOn', text: t('assignment.time-missing') }] : []
  const send = async (form: FormData) => {
    const text = (name: string) =>
      String(form.get(name) ?? '')
        .replaceAll('\r\n', '\n')
        .trim() || null
    const minutes = Number(form.get('minutes')) || null
    const usual = meeting === 'none' ? defaults.data?.dueAt : null
    await call(assignmentPath(id), {
      method: 'PATCH',
      body: {
        ...{ question: text('question'), words: text('words') },
        ...(minutes !== assignment.minutes && { minutes }),
        ...(meeting !== (assignment.forMeeting?.id ?? 'none') && {
          forMeetingId: meeting === 'none' ? null : meeting,
        }),
        ...(set ? { dueAt: set.dueAt } : { dueAt: usual }),
        ...(set && !isOpen && { opensAt: set.opensAt }),
        ...(added.length > 0 && { clipIds }),
      },
    })
    await assignmentsChanged(client)
    say(t('assignment.changed'))
    onClose()
  }
  const failed = [meetings, clips, defaults].find(({ error }) => error)
  return (
    <Dialog title={t('assignment.change-title')} onClose={onClose}>
      {failed?.error && <Trouble error={failed.error} onRetry={() => void failed.refetch()} />}
      {!(meetings.data && defaults.data) && !failed && <Loading />}
      {meetings.data && defaults.data && (
        <Form action={t('assignment.save')} check={check} send={send} refusalWords={refusalWords}>
          <MeetingSelect meetings={meetings.data} value={meeting} onChoose={setMeeting} />
          <WhenFields defaults={defaults.data} times={times} onSet={setTimes} isOpen={isOpen} />
          <Field
            label={t('assignment.minutes')}
            {...{ id: 'minutes', name: 'minutes', type: 'number', min: 1, max: 1000, inputMode: 'numeric' }}
            defaultValue={String(assignment.minutes)}
          />
          <TextArea
            label={t('assignment.question')}
            hint={t('assignment.question-hint')}
            {...{ id: 'question', name: 'question', maxLength: 500, rows: 2 }}
            defaultValue={assignment.question ?? ''}
          />
          <TextArea
            label={t('assignment.words')}
            hint={t('assignment.words-hint')}
            {...{ id: 'words', name: 'words', maxLength: 2000, rows: 3 }}
            defaultValue={assignment.words ?? ''}
          />
          <details class="fold">
            <summary>{t('assignment.add-clips')}</summary>
            <ClipChoice
              legend={t('assignment.add-clips')}
              {...{ clips: others, exemplars, chosen: added, onChoose: setAdded }}
              taken={assignment.clips.map((clip) => clip.id)}
              onExemplar={(found) => setExemplars([...exemplars, found])}
            />
          </details>
        </Form>
      )}
    </Dialog>
  )
}
