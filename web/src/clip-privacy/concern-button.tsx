import { useState } from 'preact/hooks'
import type { Clip } from '../../../src/clips/schemas.ts'
import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { ConcernDialog } from './concern-dialog.tsx'

/** The way to say that something in a clip should be looked at. */
export function ConcernButton({ clip, isOwner }: { readonly clip: Clip; readonly isOwner: boolean }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('concern.begin')}</Button>
      {isOpen && <ConcernDialog clip={clip} isOwner={isOwner} onClose={() => setOpen(false)} />}
    </>
  )
}
