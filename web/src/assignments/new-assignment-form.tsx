import { useQuery, useQueryClient } from '@tanstack/preact-query'
import { useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import type { Protocol } from '../../../src/assignments/protocol-schemas.ts'
import type { Assignment } from '../../../src/assignments/schemas.ts'
import type { Cohort } from '../../../src/cohorts/schemas.ts'
import type { Meeting } from '../../../src/meetings/schemas.ts'
import { call } from '../api/call.ts'
import { t } from '../messages/messages.ts'
import { Field, Select, TextArea } from '../parts/field.tsx'
import { Form } from '../parts/form.tsx'
import type { FieldError } from '../parts/form-errors.tsx'
import { say } from '../parts/status.tsx'
import { Loading, Trouble } from '../parts/trouble.tsx'
import { assignmentsChanged, defaultsQuery } from './assignment-queries.ts'
import { inLanguage, needsPresenter } from './assignment-words.ts'
import { ClipChoice, type Option } from './clip-choice.tsx'
import { clipsSpokenOf } from './clips-spoken-of.ts'
import { MeetingSelect } from './meeting-select.tsx'
import { ProtocolChoice } from './protocol-choice.tsx'
import { refusalWords } from './refusal-words.ts'
import { instantsOf, type Times } from './times.ts'
import { WhenFields } from './when-fields.tsx'

interface Props {
  readonly cohort: Cohort
  readonly clips: readonly Option[]
  /** What the address names, where that is not shared here. */
  readonly exemplar: Option | undefined
  readonly protocols: readonly Protocol[]
  readonly meetings: readonly Meeting[]
  /** What the address says already. */
  readonly from: Readonly<Record<'after' | 'cycle' | 'meeting' | 'clip' | 'protocol', string | undefined>>
}

export function NewAssignmentForm({ cohort, clips, exemplar, protocols, meetings, from }: Props) {
  const client = useQueryClient()
  const { route } = useLocation()
  const [exemplars, setExemplars] = useState<readonly Option[]>(exemplar ? [exemplar] : [])
  const [chosen, setChosen] = useState<readonly string[]>(
    [...clips, ...exemplars].filter(({ id }) => id === from.clip).map(({ id }) => id),
  )
  const [clipError, setClipError] = useState<string>()
  const [protocol, setProtocol] = useState(
    protocols.find(({ key }) => key && key === from.protocol) ?? protocols[0],
  )
  const [meeting, setMeeting] = useState(
    meetings.find(({ id }) => id === from.meeting)?.id ?? meetings[0]?.id ?? 'none',
  )
  const [times, setTimes] = useState<Times>()
  const [minutes, setMinutes] = useState('')
  const zone = meetings[0]?.zone
  const draft = { forMeetingId: meeting, clipIds: chosen, protocol, minutes: Number(minutes) || undefined }
  const usual = useQuery(defaultsQuery(cohort.id, draft))
  const ownZone = usual.data?.zone ?? zone ?? 'UTC'
  const set = times && instantsOf(ownZone, times)
  const own = useQuery({ ...defaultsQuery(cohort.id, { ...draft, ...set }), enabled: set !== undefined })
  const defaults = set ? (own.data ?? usual.data) : usual.data
  const check = (): FieldError[] => {
    const missing = chosen.length === 0 ? t('assignment.clips-missing') : undefined
    setClipError(missing)
    return [
      ...(missing ? [{ field: 'clips', text: missing }] : []),
      ...(set && !set.opensAt ? [{ field: 'opensOn', text: t('assignment.time-missing') }] : []),
      ...(set && !set.dueAt ? [{ field: 'dueOn', text: t('assignment.time-missing') }] : []),
    ]
  }
  const send = async (form: FormData) => {
    if (!protocol) return
    const text = (name: string) => String(form.get(name) ?? '').trim() || null
    // Without a meeting nothing follows from a rule, so the time that was offered is what is meant.
    const offered = async () => usual.data ?? client.fetchQuery(defaultsQuery(cohort.id, draft))
    const dueAt = set?.dueAt ?? (meeting === 'none' ? (await offered()).dueAt : undefined)
    const made = await call<Assignment>(`/api/v1/cohorts/${cohort.id}/assignments`, {
      method: 'POST',
      body: {
        clipIds: chosen,
        protocol: protocol.key ? { key: protocol.key } : { id: protocol.id },
        ...(meeting !== 'none' && { forMeetingId: meeting }),
        ...(from.after && { afterMeetingId: from.after }),
        ...(from.cycle && { cycleId: from.cycle }),
        ...(form.get('presenter') && { presenterId: form.get('presenter') }),
        ...(set?.opensAt && { opensAt: set.opensAt }),
        ...(dueAt && { dueAt }),
        ...(Number(minutes) > 0 && { minutes: Number(minutes) }),
        ...{ question: text('question'), words: text('words') },
      },
    })
    await assignmentsChanged(client)
    say(t('assignment.made'))
    route(`/assignments/${made.id}`)
  }
  const clipsNeeded = protocol ? clipsSpokenOf(protocol.stages) : 1
  return (
    <Form action={t('assignment.make')} check={check} send={send} refusalWords={refusalWords}>
      <ClipChoice
        legend={t('assignment.clips')}
        hint={t('assignment.clips-hint')}
        {...{ clips, exemplars, chosen, error: clipError }}
        onExemplar={(found) => setExemplars([...exemplars, found])}
        onChoose={(ids) => {
          setChosen(ids)
          setClipError(undefined)
        }}
      />
      <ProtocolChoice {...{ protocols, chosen: protocol }} onChoose={setProtocol} />
      <p>
        <a href={`/cohorts/${cohort.id}/protocols`}>{t('protocol.all')}</a>
      </p>
      {clipsNeeded > chosen.length && chosen.length > 0 && (
        <p class="hint">{t('assignment.more-clips', { count: clipsNeeded })}</p>
      )}
      {protocol && needsPresenter(protocol) && (
        <Select
          label={t('assignment.presenter')}
          hint={t('assignment.presenter-hint')}
          id="presenter"
          name="presenter"
        >
          <option value="">{t('assignment.presenter-owner')}</option>
          {cohort.members.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      )}
      <MeetingSelect {...{ meetings, value: meeting }} onChoose={setMeeting} />
      {usual.error && !usual.data && <Trouble error={usual.error} onRetry={() => void usual.refetch()} />}
      {defaults ? <WhenFields {...{ defaults, times }} onSet={setTimes} /> : !usual.error && <Loading />}
      <Field
        label={t('assignment.minutes')}
        hint={
          usual.data && usual.data.minutes > 0 && protocol
            ? t('assignment.minutes-estimated', {
                count: usual.data.minutes,
                protocol: inLanguage(protocol.title),
              })
            : t('assignment.minutes-hint')
        }
        {...{ id: 'minutes', type: 'number', min: 1, max: 1000, inputMode: 'numeric', value: minutes }}
        placeholder={usual.data && usual.data.minutes > 0 ? String(usual.data.minutes) : undefined}
        onInput={(event) => setMinutes(event.currentTarget.value)}
      />
      <TextArea
        label={t('assignment.question')}
        hint={t('assignment.question-hint')}
        {...{ id: 'question', name: 'question', maxLength: 500, rows: 2 }}
      />
      <TextArea
        label={t('assignment.words')}
        hint={t('assignment.words-hint')}
        {...{ id: 'words', name: 'words', maxLength: 2000, rows: 3 }}
      />
    </Form>
  )
}
