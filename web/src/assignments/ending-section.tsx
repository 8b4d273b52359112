import { useQueryClient } from '@tanstack/preact-query'
import type { Assignment } from '../../../src/assignments/schemas.ts'
import { call } from '../api/call.ts'
import { t } from '../messages/messages.ts'
import { AskFirst } from '../parts/ask-first.tsx'
import { assignmentPath, assignmentsChanged } from './assignment-queries.ts'

/** The ways to end an assignment before its time, or to have it back. */
export function EndingSection({ assignment: { id, state } }: { readonly assignment: Assignment }) {
  const client = useQueryClient()
  const put =
    (what: 'closing' | 'cancellation', method: 'PUT' | 'DELETE' = 'PUT') =>
    async () => {
      await call(`${assignmentPath(id)}/${what}`, { method })
      await assignmentsChanged(client)
    }
  if (state === 'closed' || state === 'past due') return null
  return (
    <section aria-labelledby="ending">
      <h2 id="ending">{t('assignment.ending')}</h2>
      <p class="actions">
        {state === 'open' && (
          <AskFirst
            label={t('assignment.close')}
            title={t('assignment.close-title')}
            words={[t('assignment.close-words')]}
            action={t('assignment.close')}
            does={put('closing')}
            done={t('assignment.closed-now')}
          />
        )}
        {(state === 'open' || state === 'planned') && (
          <AskFirst
            label={t('assignment.cancel')}
            look="danger"
            title={t('assignment.cancel-title')}
            words={[t('assignment.cancel-words')]}
            action={t('assignment.cancel')}
            does={put('cancellation')}
            done={t('assignment.cancelled-now')}
          />
        )}
        {state === 'cancelled' && (
          <AskFirst
            label={t('assignment.bring-back')}
            title={t('assignment.bring-back-title')}
            words={[t('assignment.bring-back-words')]}
            action={t('assignment.bring-back')}
            does={put('cancellation', 'DELETE')}
            done={t('assignment.brought-back')}
          />
        )}
      </p>
    </section>
  )
}
