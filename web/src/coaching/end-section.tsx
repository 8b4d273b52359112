import { useQueryClient } from '@tanstack/preact-query'
import { useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import type { Coaching } from '../../../src/coaching/schemas.ts'
import { call } from '../api/call.ts'
import { askWithout } from '../api/gone.ts'
import { clipsQuery, cohortsQuery } from '../api/queries.ts'
import { newsQuery } from '../home/news-query.ts'
import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { Confirm } from '../parts/dialog.tsx'
import { Refusal } from '../parts/refusal.tsx'
import { say } from '../parts/status.tsx'
import { useAct } from '../parts/use-act.ts'
import { pairsQuery } from './coaching-queries.ts'

/** Either of the two ends it, and is told before what stays of it. */
export function EndSection({ pair: { id, with: other } }: { readonly pair: Coaching }) {
  const client = useQueryClient()
  const { route } = useLocation()
  const { isBusy, refusal, act } = useAct()
  const [isAsking, setAsking] = useState(false)
  const end = async () => {
    const ended = await act(() => call(`/api/v1/cohorts/${id}/members/me`, { method: 'DELETE' }))
    setAsking(false)
    if (!ended) return
    route('/coaching', true)
    const asked = [pairsQuery, cohortsQuery, clipsQuery, newsQuery]
    void askWithout(
      client,
      id,
      asked.map(({ queryKey }) => queryKey),
    )
    say(t('coaching.ended'))
  }
  return (
    <section aria-labelledby="ending">
      <h2 id="ending">{t('coaching.end-title')}</h2>
      {other && <p class="hint">{t('coaching.end-hint')}</p>}
      <Refusal of={refusal} />
      <div class="actions">
        <Button look="danger" onClick={() => setAsking(true)}>
          {other ? t('coaching.end') : t('coaching.end-offer')}
        </Button>
      </div>
      {isAsking && (
        <Confirm
          title={other ? t('coaching.end-ask', { name: other.name }) : t('coaching.end-ask-offer')}
          action={other ? t('coaching.end') : t('coaching.end-offer')}
          busy={isBusy}
          onConfirm={() => void end()}
          onClose={() => setAsking(false)}
        >
          {other ? t('coaching.end-words', { name: other.name }) : t('coaching.end-words-offer')}
        </Confirm>
      )}
    </section>
  )
}
