import { t } from '../messages/messages.ts'
import { Field, TextArea } from '../parts/field.tsx'

interface Props {
  readonly title?: string
  readonly introduction?: string | null
}

/** What is said about a collection. */
export const CollectionFields = ({ title, introduction }: Props) => (
  <>
    <Field
      label={t('collection.title')}
      {...{ id: 'title', name: 'title', defaultValue: title, maxLength: 120, autoComplete: 'off' }}
      required
    />
    <TextArea
      label={t('collection.introduction')}
      hint={t('collection.introduction-hint')}
      {...{ id: 'introduction', name: 'introduction', maxLength: 2000, rows: 4 }}
      defaultValue={introduction ?? ''}
    />
  </>
)

/** As the server takes it. Browsers send line ends as two characters. */
export const collectionIn = (form: FormData) => {
  const text = (name: string) =>
    String(form.get(name) ?? '')
      .replaceAll('\r\n', '\n')
      .trim()
  return { title: text('title'), introduction: text('introduction') || null }
}
