import { useQuery, useQueryClient } from '@tanstack/preact-query'
import { useLocation } from 'preact-iso'
import type { Assignment } from '../../../src/assignments/schemas.ts'
import type { Cohort } from '../../../src/cohorts/schemas.ts'
import type { Exemplar } from '../../../src/exemplars/schemas.ts'
import { call } from '../api/call.ts'
import { useMe } from '../api/me.ts'
import { cohortsQuery } from '../api/queries.ts'
import { assignmentPath, assignmentsChanged, latestQuery } from '../assignments/assignment-queries.ts'
import { inLanguage, stateWords } from '../assignments/assignment-words.ts'
import { t } from '../messages/messages.ts'
import { whenIn } from '../messages/moments.ts'
import { checkFields } from '../parts/check-fields.ts'
import { Dialog } from '../parts/dialog.tsx'
import { Form } from '../parts/form.tsx'
import { say } from '../parts/status.tsx'
import { Loading, Trouble } from '../parts/trouble.tsx'
import { ownCohorts } from './may-collect.ts'

interface Props {
  readonly exemplar: Exemplar
  readonly onClose: () => void
}

/** Puts an exemplar into an assignment that is planned or open, or begins a new one with it. */
export function UseInAssignmentDialog({ exemplar, onClose }: Props) {
  const me = useMe()
  const client = useQueryClient()
  const { route } = useLocation()
  const cohorts = useQuery(cohortsQuery)
  const own = ownCohorts(cohorts.data?.items ?? [], me.id)
  const send = async (form: FormData) => {
    const [what, id] = String(form.get('place') ?? '').split(' ')
    if (!id) return
    if (what === 'new') {
      const query = new URLSearchParams({ clip: exemplar.clipId })
      if (exemplar.protocolKey) query.set('protocol', exemplar.protocolKey)
      route(`/cohorts/${id}/assignments/new?${query}`)
      return
    }
    await call(`${assignmentPath(id)}/clips`, { method: 'POST', body: { clipId: exemplar.clipId } })
    await assignmentsChanged(client)
    say(t('use.done'))
    route(`/assignments/${id}`)
  }
  return (
    <Dialog title={t('learn.use')} onClose={onClose}>
      {cohorts.error && <Trouble error={cohorts.error} onRetry={() => void cohorts.refetch()} />}
      {cohorts.isPending && <Loading />}
      {own.length > 0 && (
        <Form
          action={t('use.action')}
          check={(form) => checkFields(form, [{ field: 'place', missing: 'use.missing' }])}
          send={send}
        >
          <div id="place" class="form" tabIndex={-1}>
            {own.map((cohort) => (
              <Place key={cohort.id} cohort={cohort} clipId={exemplar.clipId} isOnly={own.length === 1} />
            ))}
          </div>
        </Form>
      )}
    </Dialog>
  )
}

const holds = ({ clips }: Assignment, clipId: string) => clips.some(({ id }) => id === clipId)

interface PlaceProps {
  readonly cohort: Cohort
  readonly clipId: string
  /** Then what is most likely meant is chosen already: the first assignment that can take it, else a new one. */
  readonly isOnly: boolean
}

function Place({ cohort, clipId, isOnly }: PlaceProps) {
  const latest = useQuery(latestQuery(cohort.id))
  if (latest.error) return <Trouble error={latest.error} onRetry={() => void latest.refetch()} />
  if (!latest.data) return <Loading />
  const assignments = latest.data.items.filter(({ state }) => state === 'planned' || state === 'open')
  const first = isOnly ? (assignments.find((each) => !holds(each, clipId))?.id ?? cohort.id) : undefined
  return (
    <fieldset class="protocol-choice">
      <legend>{cohort.name}</legend>
      {assignments.map((assignment) => {
        const { id, protocol, zone, dueAt, state } = assignment
        const isIn = holds(assignment, clipId)
        const due = `${t(stateWords[state])} · ${t('use.due', { when: whenIn(zone, dueAt, { length: 'short' }) })}`
        return (
          <Option
            key={id}
            {...{ value: `in ${id}`, title: inLanguage(protocol.title), hint: isIn ? t('use.is-in') : due }}
            {...{ isIn, isFirst: id === first }}
          />
        )
      })}
      <Option
        {...{ value: `new ${cohort.id}`, title: t('use.new'), hint: t('use.new-hint') }}
        {...{ isIn: false, isFirst: cohort.id === first }}
      />
    </fieldset>
  )
}

interface OptionProps {
  readonly value: string
  readonly title: string
  readonly hint: string
  readonly isIn: boolean
  readonly isFirst: boolean
}

const Option = ({ value, title, hint, isIn, isFirst }: OptionProps) => (
  <label class="protocol-option">
    <input type="radio" name="place" value={value} disabled={isIn} defaultChecked={isFirst} />
    <span>
      <strong>{title}</strong>
      <span class="hint">{hint}</span>
    </span>
  </label>
)
