import { useQueryClient } from '@tanstack/preact-query'
import { useLocation } from 'preact-iso'
import type { Cycle, OpenCycle } from '../../../src/cycles/schemas.ts'
import { call } from '../api/call.ts'
import { t } from '../messages/messages.ts'
import { checkFields } from '../parts/check-fields.ts'
import { Dialog } from '../parts/dialog.tsx'
import { Form } from '../parts/form.tsx'
import { say } from '../parts/status.tsx'
import { CycleFields } from './cycle-fields.tsx'
import { cycleQuery, yearKey } from './year-queries.ts'

interface Props {
  readonly cohortId: string
  /** What it may go on from, the latest first. */
  readonly earlier: readonly Pick<Cycle, 'id' | 'seq' | 'question'>[]
  /** The one it is begun from. */
  readonly from?: Pick<Cycle, 'id' | 'practice'>
  readonly onClose: () => void
}

/** Opens the next cycle, and goes there. */
export function OpenCycleDialog({ cohortId, earlier, from, onClose }: Props) {
  const client = useQueryClient()
  const { route } = useLocation()
  const send = async (form: FormData) => {
    const text = (field: string) => String(form.get(field) ?? '').trim()
    const previousId = (text('previous') || null) as OpenCycle['previousId']
    const body = { question: text('question'), practice: text('practice') || null, previousId }
    const cycle = await call<Cycle>(`/api/v1/cohorts/${cohortId}/cycles`, { method: 'POST', body })
    client.setQueryData(cycleQuery(cycle.id).queryKey, cycle)
    void client.invalidateQueries({ queryKey: yearKey(cohortId) })
    say(t('cycle.opened'))
    onClose()
    route(`/cycles/${cycle.id}`)
  }
  return (
    <Dialog title={t('cycle.open')} onClose={onClose}>
      <p>{t('cycle.open-words')}</p>
      <Form
        action={t('cycle.open-action')}
        check={(form) => checkFields(form, [{ field: 'question', missing: 'cycle.question-missing' }])}
        send={send}
      >
        <CycleFields practice={from?.practice ?? null} earlier={earlier} previousId={from?.id ?? null} />
      </Form>
    </Dialog>
  )
}
