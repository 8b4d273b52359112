import { useQuery, useQueryClient } from '@tanstack/preact-query'
import type { ChangeCycle, Cycle } from '../../../src/cycles/schemas.ts'
import { call } from '../api/call.ts'
import { t } from '../messages/messages.ts'
import { checkFields } from '../parts/check-fields.ts'
import { Dialog } from '../parts/dialog.tsx'
import { Form } from '../parts/form.tsx'
import { say } from '../parts/status.tsx'
import { CycleFields } from './cycle-fields.tsx'
import { cycleQuery, cyclesOfYear, yearKey } from './year-queries.ts'

interface Props {
  readonly cycle: Cycle
  readonly onClose: () => void
}

/** What the cycle is about, and which one it goes on from. */
export function EditCycleDialog({ cycle, onClose }: Props) {
  const client = useQueryClient()
  const cycles = useQuery(cyclesOfYear(cycle.cohort.id)).data
  const earlier = cycles?.filter(({ seq }) => seq < cycle.seq)
  const send = async (form: FormData) => {
    const text = (field: string) => String(form.get(field) ?? '').trim()
    const body: ChangeCycle = {
      ...{ question: text('question'), practice: text('practice') || null },
      // Where the choice was not there yet, it stays as it is.
      ...(form.has('previous') && { previousId: (text('previous') || null) as Cycle['id'] | null }),
    }
    const next = await call<Cycle>(`/api/v1/cycles/${cycle.id}`, { method: 'PATCH', body })
    client.setQueryData(cycleQuery(cycle.id).queryKey, next)
    void client.invalidateQueries({ queryKey: yearKey(cycle.cohort.id) })
    say(t('cycle.saved'))
    onClose()
  }
  return (
    <Dialog title={t('cycle.edit')} onClose={onClose}>
      <Form
        action={t('year.save')}
        check={(form) => checkFields(form, [{ field: 'question', missing: 'cycle.question-missing' }])}
        send={send}
      >
        <CycleFields
          question={cycle.question}
          practice={cycle.practice}
          earlier={earlier ?? []}
          previousId={cycle.previous?.id ?? null}
        />
      </Form>
    </Dialog>
  )
}
