import { useState } from 'preact/hooks'
import type { Clip } from '../../../src/clips/schemas.ts'
import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { later } from '../parts/later.tsx'

interface Props {
  readonly clip: Clip
  readonly isOwner: boolean
}

const Dialog = later(
  async () => (await import('../curating/nominate-dialog.tsx')).NominateDialog,
  'curating',
  'exemplars',
)

/** Proposes the clip as an exemplar, where it is the reader's own or shared with them. What it takes is fetched then. */
export function NominateButton({ clip, isOwner }: Props) {
  const [isOpen, setOpen] = useState(false)
  const { state, exemplarId, grants, can } = clip
  if (state !== 'ready' || exemplarId || !can.play || !(isOwner || grants.length > 0)) return null
  return (
    <>
      <Button look="text" onClick={() => setOpen(true)}>
        {t('clip.nominate')}
      </Button>
      {isOpen && <Dialog clip={clip} isOwner={isOwner} onClose={() => setOpen(false)} />}
    </>
  )
}
