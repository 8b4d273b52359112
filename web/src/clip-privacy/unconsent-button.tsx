import { useState } from 'preact/hooks'
import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { Select } from '../parts/field.tsx'
import { Form } from '../parts/form.tsx'
import { RadioChips } from '../parts/radio-chips.tsx'
import { say } from '../parts/status.tsx'
import { kindWords, type Party, parties } from './kind-words.ts'

interface Props {
  /** What that does, a paragraph each. */
  readonly words: readonly string[]
  readonly send: (asked: { readonly party: Party; readonly actWithinDays: number }) => Promise<unknown>
}

/** Notes that somebody in the clip no longer agrees, which stops it. */
export function UnconsentButton({ words, send }: Props) {
  const [isOpen, setOpen] = useState(false)
  const [party, setParty] = useState<Party>('guardian')
  const close = () => setOpen(false)
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('unconsent.begin')}</Button>
      {isOpen && (
        <Dialog title={t('unconsent.title')} onClose={close}>
          {words.map((paragraph) => (
            <p key={paragraph}>{paragraph}</p>
          ))}
          <Form
            label={t('unconsent.title')}
            send={async (form) => {
              const actWithinDays = Number(form.get('act-within'))
              await send({ party, actWithinDays })
              say(t('unconsent.done'))
              close()
            }}
            action={t('unconsent.action')}
            beside={<Button onClick={close}>{t('cancel')}</Button>}
          >
            <RadioChips
              legend={t('unconsent.who')}
              value={party}
              options={parties.map((value) => ({ value, label: kindWords(value) }))}
              onChoose={setParty}
            />
            <p class="hint">{t('unconsent.no-names')}</p>
            <Select id="act-within" name="act-within" label={t('unconsent.days')} defaultValue="14">
              {[7, 14, 30].map((days) => (
                <option key={days} value={days} selected={days === 14}>
                  {t('unconsent.day-count', { count: days })}
                </option>
              ))}
            </Select>
          </Form>
        </Dialog>
      )}
    </>
  )
}
