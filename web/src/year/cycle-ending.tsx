import { useQuery, useQueryClient } from '@tanstack/preact-query'
import { useState } from 'preact/hooks'
import type { Cycle } from '../../../src/cycles/schemas.ts'
import { call } from '../api/call.ts'
import { t } from '../messages/messages.ts'
import { AskFirst } from '../parts/ask-first.tsx'
import { Button } from '../parts/button.tsx'
import { Refusal } from '../parts/refusal.tsx'
import { useAct } from '../parts/use-act.ts'
import { OpenCycleDialog } from './open-cycle-dialog.tsx'
import { cycleQuery, cyclesOfYear, yearKey } from './year-queries.ts'

/** For who facilitates: the next cycle from this one, and closing it or going on with it. */
export function CycleEnding({ cycle }: { readonly cycle: Cycle }) {
  const client = useQueryClient()
  const [isOpening, setOpening] = useState(false)
  const { isBusy, refusal, act } = useAct()
  const cycles = useQuery(cyclesOfYear(cycle.cohort.id)).data ?? [cycle]
  const setClosed = async (method: 'PUT' | 'DELETE') => {
    await call(`/api/v1/cycles/${cycle.id}/closing`, { method })
    void client.invalidateQueries({ queryKey: yearKey(cycle.cohort.id) })
    await client.invalidateQueries({ queryKey: cycleQuery(cycle.id).queryKey })
  }
  return (
    <section aria-labelledby="cycle-ending">
      <h2 id="cycle-ending">{t('cycle.what-next')}</h2>
      <Refusal of={refusal} />
      <div class="actions">
        <Button look="primary" onClick={() => setOpening(true)}>
          {t('cycle.begin-next')}
        </Button>
        {cycle.closedAt === null ? (
          <AskFirst
            label={t('cycle.close')}
            title={t('cycle.close-title')}
            words={[t('cycle.close-words')]}
            action={t('cycle.close')}
            does={() => setClosed('PUT')}
            done={t('cycle.closed')}
          />
        ) : (
          <Button busy={isBusy} onClick={() => void act(() => setClosed('DELETE'), t('cycle.reopened'))}>
            {t('cycle.reopen')}
          </Button>
        )}
      </div>
      {isOpening && (
        <OpenCycleDialog
          cohortId={cycle.cohort.id}
          earlier={cycles}
          from={cycle}
          onClose={() => setOpening(false)}
        />
      )}
    </section>
  )
}
