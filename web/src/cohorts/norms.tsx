import { useQueryClient } from '@tanstack/preact-query'
import { useRef } from 'preact/hooks'
import type { Cohort } from '../../../src/cohorts/schemas.ts'
import { call } from '../api/call.ts'
import { useMe } from '../api/me.ts'
import { cohortsQuery } from '../api/queries.ts'
import { asksForNorms } from '../home/to-do.ts'
import { listInWords } from '../messages/in-words.ts'
import { t } from '../messages/messages.ts'
import { problemWords } from '../messages/problem-words.ts'
import { Button } from '../parts/button.tsx'
import { useAct } from '../parts/use-act.ts'

/** What a cohort agreed on, who has, and the reader's own word. */
export function Norms({ cohort }: { readonly cohort: Cohort }) {
  const me = useMe()
  const client = useQueryClient()
  const { isBusy, refusal, act } = useAct()
  const signed = useRef<HTMLParagraphElement>(null)
  const { id, norms, normsNo, members } = cohort
  const agree = async () => {
    const agreed = await act(
      () => call(`/api/v1/cohorts/${id}/norms/agreement`, { method: 'PUT', body: { normsNo } }),
      t('norms.agreed-now'),
    )
    await client.invalidateQueries({ queryKey: cohortsQuery.queryKey })
    // The button is gone with what it was for.
    if (agreed) signed.current?.focus()
  }
  const names = (isAgreed: boolean) =>
    members.filter(({ agreedAt }) => (agreedAt !== null) === isAgreed).map(({ name }) => name)
  const [agreed, open] = [names(true), names(false)]
  return (
    <>
      <blockquote class="norms">{norms}</blockquote>
      <p class="hint" ref={signed} tabIndex={-1}>
        {open.length === 0
          ? t('norms.all', { names: listInWords(agreed) })
          : [
              agreed.length > 0 && t('norms.agreed', { names: listInWords(agreed) }),
              t('norms.open', { names: listInWords(open) }),
            ]
              .filter(Boolean)
              .join(' ')}
      </p>
      {refusal !== undefined && (
        <p class="field-error" role="alert">
          {problemWords(refusal)}
        </p>
      )}
      {asksForNorms(cohort, me.id) && (
        <div class="actions">
          <Button look="primary" icon="check" busy={isBusy} onClick={() => void agree()}>
            {t('norms.agree')}
          </Button>
        </div>
      )}
    </>
  )
}
