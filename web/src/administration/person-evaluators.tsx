import { useInfiniteQuery } from '@tanstack/preact-query'
import { useState } from 'preact/hooks'
import type { AdministeredPerson, Evaluator } from '../../../src/identity/administration-schemas.ts'
import { call } from '../api/call.ts'
import { t } from '../messages/messages.ts'
import { pagesOf } from '../office/fetch-pages.ts'
import { List } from '../office/list.tsx'
import { PersonPicker } from '../office/person-picker.tsx'
import { Refused } from '../office/refused.tsx'
import { useChanges } from '../office/use-changes.ts'
import { Button } from '../parts/button.tsx'
import { checkFields } from '../parts/check-fields.ts'
import { Confirm } from '../parts/dialog.tsx'
import { Form } from '../parts/form.tsx'
import { useAct } from '../parts/use-act.ts'

const url = '/api/v1/administration/evaluators'

/** Who rates this person for employment, and whom they rate. It opens nothing: it closes, until the owner agrees. */
export function PersonEvaluators({ person }: { readonly person: AdministeredPerson }) {
  const changed = useChanges()
  const { act, isBusy, refusal } = useAct()
  const [dropping, setDropping] = useState<Evaluator>()
  // Anew after each: the picker starts empty.
  const [noted, setNoted] = useState(0)
  const pairs = useInfiniteQuery(pagesOf<Evaluator>(url, { personId: person.id }))
  const note = async (form: FormData) => {
    const evaluatorId = String(form.get('evaluator'))
    await call(url, { method: 'PUT', body: { evaluatorId, evaluateeId: person.id } })
    setNoted(noted + 1)
    await changed(t('admin.evaluator-noted'))
  }
  const drop = async ({ evaluator, evaluatee }: Evaluator) => {
    const body = { evaluatorId: evaluator.id, evaluateeId: evaluatee.id }
    const done = await act(() => call(url, { method: 'DELETE', body }))
    setDropping(undefined)
    if (done) await changed(t('admin.evaluator-dropped'))
  }
  const inWords = ({ evaluator, evaluatee }: Evaluator) =>
    t('admin.evaluator-pair', { evaluator: evaluator.name, evaluatee: evaluatee.name })
  return (
    <section class="part" aria-labelledby="evaluators">
      <h2 id="evaluators">{t('admin.evaluators')}</h2>
      <p class="hint">{t('admin.evaluators-about')}</p>
      <Refused refusal={refusal} />
      <List of={pairs} nothing={<p>{t('admin.evaluators-none', { name: person.name })}</p>}>
        {(rows) => (
          <ul class="office-rows">
            {rows.map((pair) => (
              <li key={`${pair.evaluator.id} ${pair.evaluatee.id}`}>
                <span>
                  {inWords(pair)}
                  {pair.source === 'roster' && <span class="hint"> {t('admin.evaluator-by-roster')}</span>}
                </span>
                <Button
                  aria-label={t('admin.evaluator-drop-of', { pair: inWords(pair) })}
                  onClick={() => setDropping(pair)}
                >
                  {t('admin.evaluator-drop')}
                </Button>
              </li>
            ))}
          </ul>
        )}
      </List>
      {person.state === 'active' && (
        <Form
          key={noted}
          action={t('admin.evaluator-note')}
          label={t('admin.evaluator-note')}
          check={(form) => checkFields(form, [{ field: 'evaluator', missing: 'admin.person-missing' }])}
          send={note}
        >
          <PersonPicker
            name="evaluator"
            label={t('admin.evaluator-of', { name: person.name })}
            hint={t('offices.picker-hint')}
            except={person.id}
          />
        </Form>
      )}
      {dropping && (
        <Confirm
          title={t('admin.evaluator-drop-title')}
          action={t('admin.evaluator-drop')}
          busy={isBusy}
          onConfirm={() => void drop(dropping)}
          onClose={() => setDropping(undefined)}
        >
          {t('admin.evaluator-drop-words', {
            evaluator: dropping.evaluator.name,
            evaluatee: dropping.evaluatee.name,
          })}
        </Confirm>
      )}
    </section>
  )
}
