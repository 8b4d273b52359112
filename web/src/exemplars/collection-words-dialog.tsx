import { useQueryClient } from '@tanstack/preact-query'
import type { Collection } from '../../../src/exemplars/collection-schemas.ts'
import { call } from '../api/call.ts'
import { t } from '../messages/messages.ts'
import { checkFields } from '../parts/check-fields.ts'
import { Dialog } from '../parts/dialog.tsx'
import { Form } from '../parts/form.tsx'
import { say } from '../parts/status.tsx'
import { CollectionFields, collectionIn } from './collection-fields.tsx'
import { collectionPath, collectionsChanged } from './exemplar-queries.ts'

interface Props {
  readonly collection: Collection
  readonly onClose: () => void
}

/** Its title and what it begins with. */
export function CollectionWordsDialog({ collection, onClose }: Props) {
  const client = useQueryClient()
  const send = async (form: FormData) => {
    await call(collectionPath(collection.id), { method: 'PATCH', body: collectionIn(form) })
    await collectionsChanged(client)
    say(t('collection.saved'))
    onClose()
  }
  return (
    <Dialog title={t('collection.edit')} onClose={onClose}>
      <Form
        action={t('collection.save')}
        check={(form) => checkFields(form, [{ field: 'title', missing: 'collection.title-missing' }])}
        send={send}
      >
        <CollectionFields title={collection.title} introduction={collection.introduction} />
      </Form>
    </Dialog>
  )
}
