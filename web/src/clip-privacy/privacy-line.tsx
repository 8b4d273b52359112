import { useState } from 'preact/hooks'
import type { Clip } from '../../../src/clips/schemas.ts'
import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { ConcernDialogLater } from './concern-dialog-later.tsx'

/** On the watch page: the owner's way to all that is theirs to decide, everybody else's to say that something is wrong. */
export function PrivacyLine({ clip, isOwner }: { readonly clip: Clip; readonly isOwner: boolean }) {
  const [isOpen, setOpen] = useState(false)
  if (isOwner) {
    return (
      <a class="button text" href={`/clips/${clip.id}/privacy`}>
        <span>{t('privacy.of-clip')}</span>
      </a>
    )
  }
  return (
    <>
      <Button look="text" onClick={() => setOpen(true)}>
        {t('privacy.concern')}
      </Button>
      {isOpen && <ConcernDialogLater clip={clip} isOwner={false} onClose={() => setOpen(false)} />}
    </>
  )
}
