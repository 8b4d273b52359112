import { useEffect, useState } from 'preact/hooks'
import { t } from '../messages/messages.ts'
import { say } from '../parts/status.tsx'
import type { AudienceDialog, AudienceProps } from './audience-dialog.tsx'

/** The dialog, fetched when it is first asked for: who only watches need not wait for it. */
export function AudienceDialogLater(props: AudienceProps) {
  const [Dialog, setDialog] = useState<typeof AudienceDialog>()
  const { onClose } = props
  useEffect(() => {
    import('./audience-dialog.tsx').then(
      (module) => setDialog(() => module.AudienceDialog),
      () => {
        say(t('problem.unreachable'))
        onClose()
      },
    )
  }, [])
  return Dialog ? <Dialog {...props} /> : null
}
