import { useEffect, useState } from 'preact/hooks'
import { learn, t } from '../messages/messages.ts'
import { say } from '../parts/status.tsx'
import type { ConcernDialog, ConcernProps } from './concern-dialog.tsx'

/** The dialog, fetched when it is first asked for: hardly anybody who watches ever does. */
export function ConcernDialogLater(props: ConcernProps) {
  const [Dialog, setDialog] = useState<typeof ConcernDialog>()
  const { onClose } = props
  useEffect(() => {
    Promise.all([import('./concern-dialog.tsx'), learn('clip-privacy')]).then(
      ([module]) => setDialog(() => module.ConcernDialog),
      () => {
        say(t('problem.unreachable'))
        onClose()
      },
    )
  }, [])
  return Dialog ? <Dialog {...props} /> : null
}
