import { useState } from 'preact/hooks'
import type { Term } from '../../../src/exemplars/schemas.ts'
import { termName } from '../exemplars/exemplar-words.ts'
import { t } from '../messages/messages.ts'
import { AskFirst } from '../parts/ask-first.tsx'
import { Button } from '../parts/button.tsx'
import { checkFields } from '../parts/check-fields.ts'
import { Dialog } from '../parts/dialog.tsx'
import { Field } from '../parts/field.tsx'
import { Form } from '../parts/form.tsx'
import { say } from '../parts/status.tsx'
import { useTerms } from './use-terms.ts'

/** One of the words, to be called otherwise or to be used no more. */
export function TermItem({ term, keeps }: { readonly term: Term; readonly keeps: boolean }) {
  const change = useTerms()
  const [isOpen, setOpen] = useState(false)
  const name = termName(term)
  return (
    <li>
      <div>
        <p>
          {term.code && <strong>{term.code} </strong>}
          {term.name}
        </p>
      </div>
      {keeps && (
        <div class="actions">
          <Button
            look="quiet"
            aria-label={`${t('vocabulary.rename')}: ${name}`}
            onClick={() => setOpen(true)}
          >
            {t('vocabulary.rename')}
          </Button>
          <AskFirst
            look="quiet"
            label={t('vocabulary.retire')}
            of={name}
            title={t('vocabulary.retire-title', { name })}
            words={[t('vocabulary.retire-words')]}
            action={t('vocabulary.retire')}
            does={() => change(`/${term.id}`, 'DELETE')}
            done={t('vocabulary.retired', { name })}
          />
        </div>
      )}
      {isOpen && (
        <Dialog title={t('vocabulary.rename-title', { name })} onClose={() => setOpen(false)}>
          <Form
            action={t('describe.save')}
            check={(form) => checkFields(form, [{ field: 'new-name', missing: 'vocabulary.name-missing' }])}
            send={async (form) => {
              await change(`/${term.id}`, 'PATCH', { name: String(form.get('new-name')).trim() })
              say(t('vocabulary.renamed'))
              setOpen(false)
            }}
          >
            <Field
              label={t('vocabulary.name')}
              hint={t('vocabulary.rename-hint')}
              {...{ id: 'new-name', name: 'new-name', maxLength: 300, autoComplete: 'off' }}
              defaultValue={term.name}
            />
          </Form>
        </Dialog>
      )}
    </li>
  )
}
