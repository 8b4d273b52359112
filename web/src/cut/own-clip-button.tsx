import { useQueryClient } from '@tanstack/preact-query'
import { useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import type { Clip } from '../../../src/clips/schemas.ts'
import { call } from '../api/call.ts'
import { clipsQuery } from '../api/queries.ts'
import { randomKey } from '../browser/random-key.ts'
import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { checkFields } from '../parts/check-fields.ts'
import { Dialog } from '../parts/dialog.tsx'
import { Field } from '../parts/field.tsx'
import { Form } from '../parts/form.tsx'
import { say } from '../parts/status.tsx'
import { timeCode } from '../player/time-code.ts'
import type { Part } from './part.ts'

interface Props {
  readonly clip: Clip
  readonly part: Part
}

/** Makes a part of the recording a clip of its own; the one it is made of stays as it is. */
export function OwnClipButton({ clip, part }: Props) {
  const client = useQueryClient()
  const { route } = useLocation()
  const [isOpen, setOpen] = useState(false)
  // Sent twice it is one clip; of another part it is another one.
  const [clientKey, setClientKey] = useState(randomKey)
  const open = () => {
    setClientKey(randomKey())
    setOpen(true)
  }
  const send = async (form: FormData) => {
    const title = String(form.get('own-title')).trim()
    const { inMs, outMs } = part
    const { id } = await call<Clip>(`/api/v1/clips/${clip.id}/clips`, {
      method: 'POST',
      body: { title, inMs, outMs, clientKey },
    })
    void client.invalidateQueries({ queryKey: clipsQuery.queryKey })
    say(t('cut.own-made'))
    route(`/clips/${id}`)
  }
  return (
    <>
      <Button look="quiet" onClick={open}>
        {t('cut.own')}
      </Button>
      {isOpen && (
        <Dialog title={t('cut.own')} onClose={() => setOpen(false)}>
          <p>{t('cut.own-words', { start: timeCode(part.inMs), end: timeCode(part.outMs) })}</p>
          <p>{t('cut.own-yours')}</p>
          <Form
            action={t('cut.own-make')}
            check={(form) => checkFields(form, [{ field: 'own-title', missing: 'cut.own-missing' }])}
            send={send}
          >
            <Field
              label={t('cut.own-title')}
              {...{ id: 'own-title', name: 'own-title', maxLength: 200, autoComplete: 'off' }}
              defaultValue={clip.title}
            />
          </Form>
        </Dialog>
      )}
    </>
  )
}
