import { useLocation } from 'preact-iso'
import { t } from '../messages/messages.ts'
import { checkFields } from '../parts/check-fields.ts'
import { Field } from '../parts/field.tsx'
import { Form } from '../parts/form.tsx'
import { clipNumberIn } from './clip-number.ts'

/** The one way to a clip that nobody has raised a concern about: by the number that its owner, or a family, was given. */
export function FindClipForm() {
  const { route } = useLocation()
  return (
    <section aria-labelledby="find-clip">
      <h2 id="find-clip">{t('office.find')}</h2>
      <Form
        label={t('office.find')}
        check={(form) =>
          checkFields(form, [
            {
              field: 'clip-number',
              missing: 'office.find-missing',
              check: (typed) => (clipNumberIn(typed) ? undefined : 'office.find-wrong'),
            },
          ])
        }
        send={async (form) => {
          const id = clipNumberIn(String(form.get('clip-number')))
          if (id) route(`/privacy/clips/${id}`)
        }}
        action={t('office.find-action')}
      >
        <Field
          id="clip-number"
          name="clip-number"
          label={t('office.find-label')}
          hint={t('office.find-hint')}
          autocomplete="off"
        />
      </Form>
    </section>
  )
}
