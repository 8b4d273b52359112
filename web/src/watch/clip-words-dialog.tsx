import { useQueryClient } from '@tanstack/preact-query'
import type { Clip } from '../../../src/clips/schemas.ts'
import { call } from '../api/call.ts'
import { clipQuery, clipsQuery } from '../api/queries.ts'
import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { checkFields } from '../parts/check-fields.ts'
import { Dialog } from '../parts/dialog.tsx'
import { Field, TextArea } from '../parts/field.tsx'
import { Form } from '../parts/form.tsx'
import { say } from '../parts/status.tsx'

interface Props {
  readonly clip: Clip
  readonly onClose: () => void
}

/** What the owner says about their own clip. */
export function ClipWordsDialog({ clip, onClose }: Props) {
  const client = useQueryClient()
  const send = async (form: FormData) => {
    const words = (name: string) => String(form.get(name) ?? '').trim()
    const body = {
      title: words('clip-title'),
      question: words('clip-question') || null,
      tried: words('clip-tried') || null,
    }
    const changed = await call<Clip>(`/api/v1/clips/${clip.id}`, { method: 'PATCH', body })
    client.setQueryData(clipQuery(clip.id).queryKey, changed)
    void client.invalidateQueries({ queryKey: clipsQuery.queryKey })
    onClose()
    say(t('comment.saved'))
  }
  return (
    <Dialog title={t('owner.edit-title')} onClose={onClose}>
      <Form
        check={(form) => checkFields(form, [{ field: 'clip-title', missing: 'owner.title-missing' }])}
        send={send}
        action={t('comment.save')}
        beside={
          <Button look="quiet" onClick={onClose}>
            {t('cancel')}
          </Button>
        }
      >
        <Field
          id="clip-title"
          name="clip-title"
          label={t('owner.title')}
          maxLength={200}
          defaultValue={clip.title}
        />
        <TextArea
          id="clip-question"
          name="clip-question"
          label={t('owner.question')}
          hint={t('owner.question-hint')}
          maxLength={2000}
          rows={3}
          defaultValue={clip.question ?? ''}
        />
        <TextArea
          id="clip-tried"
          name="clip-tried"
          label={t('owner.tried-label')}
          hint={t('owner.tried-hint')}
          maxLength={2000}
          rows={3}
          defaultValue={clip.tried ?? ''}
        />
      </Form>
    </Dialog>
  )
}
