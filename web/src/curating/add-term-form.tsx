import { useState } from 'preact/hooks'
import type { Term } from '../../../src/exemplars/schemas.ts'
import { termName } from '../exemplars/exemplar-words.ts'
import { t } from '../messages/messages.ts'
import { checkFields } from '../parts/check-fields.ts'
import { Field } from '../parts/field.tsx'
import { Form } from '../parts/form.tsx'
import { say } from '../parts/status.tsx'
import { useTerms } from './use-terms.ts'

/** Adds one of the words; a standard with its code. */
export function AddTermForm({ kind }: { readonly kind: Term['kind'] }) {
  const change = useTerms()
  const [round, setRound] = useState(0)
  const isStandard = kind === 'standard'
  const send = async (form: FormData) => {
    const added = await change<Term>('', 'POST', {
      kind,
      name: String(form.get('term-name')).trim(),
      ...(isStandard && { code: String(form.get('term-code')).trim() }),
    })
    say(t('vocabulary.added', { name: termName(added) }))
    setRound(round + 1)
    // The next one is written in the same place.
    setTimeout(() => document.getElementById(isStandard ? 'term-code' : 'term-name')?.focus())
  }
  return (
    <Form
      label={t('vocabulary.add-title')}
      action={t('vocabulary.add')}
      check={(form) =>
        checkFields(form, [
          ...(isStandard ? [{ field: 'term-code', missing: 'problem.code-missing' } as const] : []),
          { field: 'term-name', missing: 'vocabulary.name-missing' },
        ])
      }
      send={send}
    >
      {isStandard && (
        <Field
          key={`code ${round}`}
          label={t('vocabulary.code')}
          {...{ id: 'term-code', name: 'term-code', maxLength: 60, autoComplete: 'off' }}
        />
      )}
      <Field
        key={`name ${round}`}
        label={t('vocabulary.name')}
        {...{ id: 'term-name', name: 'term-name', maxLength: 300, autoComplete: 'off' }}
      />
    </Form>
  )
}
