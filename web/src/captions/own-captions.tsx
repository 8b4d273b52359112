import { useState } from 'preact/hooks'
import type { Clip } from '../../../src/clips/schemas.ts'
import { useMe } from '../api/me.ts'
import { t } from '../messages/messages.ts'
import { Icon } from '../parts/icon.tsx'
import { later } from '../parts/later.tsx'

interface DialogProps {
  readonly clip: Clip
  readonly onClose: () => void
}

const CaptionsDialog = later<DialogProps>(
  async () => (await import('./captions-dialog.tsx')).CaptionsDialog,
  'captions',
)

/** The owner's way to the captions of their clip. */
export function OwnCaptions({ clip }: { readonly clip: Clip }) {
  const me = useMe()
  const [isOpen, setOpen] = useState(false)
  if (clip.owner?.id !== me.id || !clip.can.play) return null
  return (
    <>
      <button type="button" class="audience-button" onClick={() => setOpen(true)}>
        <Icon name="captions" />
        <span>{t('player.captions')}</span>
      </button>
      {isOpen && <CaptionsDialog clip={clip} onClose={() => setOpen(false)} />}
    </>
  )
}
