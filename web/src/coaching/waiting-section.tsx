import { useQueryClient } from '@tanstack/preact-query'
import { useState } from 'preact/hooks'
import type { Coaching } from '../../../src/coaching/schemas.ts'
import { call } from '../api/call.ts'
import { dateOf } from '../messages/dates.ts'
import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { Refusal } from '../parts/refusal.tsx'
import { useAct } from '../parts/use-act.ts'
import { lookAgain } from './coaching-queries.ts'
import { OfferDialog } from './offer-dialog.tsx'

/** Until the other one accepts: who is asked, and what else can be done. */
export function WaitingSection({ pair: { id, invited } }: { readonly pair: Coaching }) {
  const client = useQueryClient()
  const [isOffering, setOffering] = useState(false)
  const { isBusy, refusal, act } = useAct()
  const takeBack = () =>
    act(async () => {
      await call(`/api/v1/invitations/${invited?.id}`, { method: 'DELETE' })
      await lookAgain(client)
    }, t('coaching.taken-back'))
  return (
    <section aria-labelledby="waiting">
      <h2 id="waiting">{t('coaching.waiting')}</h2>
      <p>
        {invited
          ? t('coaching.waiting-words', { name: invited.name, day: dateOf(invited.expiresAt) })
          : t('coaching.waiting-nobody')}
      </p>
      <Refusal of={refusal} />
      <div class="actions">
        <Button look={invited ? 'plain' : 'primary'} onClick={() => setOffering(true)}>
          {t('coaching.offer-again')}
        </Button>
        {invited && (
          <Button busy={isBusy} onClick={() => void takeBack()}>
            {t('coaching.take-back')}
          </Button>
        )}
      </div>
      {isOffering && <OfferDialog cohortId={id} onClose={() => setOffering(false)} />}
    </section>
  )
}
