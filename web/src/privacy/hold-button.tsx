import { useState } from 'preact/hooks'
import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { checkFields } from '../parts/check-fields.ts'
import { Dialog } from '../parts/dialog.tsx'
import { TextArea } from '../parts/field.tsx'
import { Form } from '../parts/form.tsx'
import { say } from '../parts/status.tsx'
import { Switch } from '../parts/switch.tsx'
import { useOfficeAct } from './office-queries.ts'

/** Places a clip on hold, with a reason. */
export function HoldButton({ clipId }: { readonly clipId: string }) {
  const act = useOfficeAct()
  const [isOpen, setOpen] = useState(false)
  const [tellsOwner, setTells] = useState(true)
  const close = () => setOpen(false)
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('office.hold')}</Button>
      {isOpen && (
        <Dialog title={t('office.hold')} onClose={close}>
          <p>{t('office.hold-words')}</p>
          <Form
            label={t('office.hold')}
            check={(form) => checkFields(form, [{ field: 'basis', missing: 'office.hold-basis-missing' }])}
            send={async (form) => {
              const basis = String(form.get('basis')).trim()
              await act(`clips/${clipId}/hold`, 'PUT', { basis, tellsOwner })
              say(t('office.hold-done'))
              close()
            }}
            action={t('office.hold')}
            beside={<Button onClick={close}>{t('cancel')}</Button>}
          >
            <TextArea
              id="basis"
              name="basis"
              label={t('office.hold-basis')}
              hint={t('office.hold-basis-hint')}
              maxLength={2000}
            />
            <Switch
              label={t('office.hold-tells')}
              hint={t('office.hold-tells-hint')}
              on={tellsOwner}
              onChange={setTells}
            />
          </Form>
        </Dialog>
      )}
    </>
  )
}
