import { useState } from 'preact/hooks'
import type { Clip } from '../../../src/clips/schemas.ts'
import { ownerName } from '../clips/owner-name.ts'
import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { TextArea } from '../parts/field.tsx'
import { Form } from '../parts/form.tsx'
import { RadioChips } from '../parts/radio-chips.tsx'
import { say } from '../parts/status.tsx'
import { useChange } from './clip-privacy-queries.ts'
import { type ConcernKind, concernKinds, kindWords } from './kind-words.ts'

export interface ConcernProps {
  readonly clip: Clip
  readonly isOwner: boolean
  readonly onClose: () => void
}

/** Raises a concern about a clip: what that does comes first, then what it is about. */
export function ConcernDialog({ clip, isOwner, onClose }: ConcernProps) {
  const change = useChange(clip.id)
  const [kind, setKind] = useState<ConcernKind>('student privacy')
  const name = ownerName(clip.owner)
  return (
    <Dialog title={t('concern.title')} onClose={onClose}>
      <p>{isOwner ? t('concern.words-1-own') : t('concern.words-1', { name })}</p>
      {!isOwner && <p>{t('concern.words-2', { name })}</p>}
      <Form
        label={t('concern.title')}
        send={async (form) => {
          const words = String(form.get('concern-words') ?? '').trim()
          await change('concerns', 'POST', { kind, ...(words !== '' && { words }) })
          say(t('concern.sent'))
          onClose()
        }}
        action={t('concern.send')}
        beside={<Button onClick={onClose}>{t('cancel')}</Button>}
      >
        <RadioChips
          legend={t('concern.kind')}
          value={kind}
          options={concernKinds.map((value) => ({ value, label: kindWords(value) }))}
          onChoose={setKind}
        />
        <TextArea
          id="concern-words"
          name="concern-words"
          label={t('concern.words')}
          hint={t('concern.words-hint')}
          maxLength={2000}
        />
      </Form>
    </Dialog>
  )
}
