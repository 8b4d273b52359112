import { t } from '../messages/messages.ts'
import { problemWords } from '../messages/problem-words.ts'
import { Confirm } from '../parts/dialog.tsx'
import { say } from '../parts/status.tsx'
import { useAct } from '../parts/use-act.ts'

export interface RemovalProps {
  readonly what: 'opening' | 'reply' | 'note'
  readonly onRemove: () => Promise<void>
  readonly onClose: () => void
}

/** Asks before one's own words are deleted, and says what came of it. */
export function Removal({ what, onRemove, onClose }: RemovalProps) {
  const { isBusy, act } = useAct()
  const isNote = what === 'note'
  const remove = () =>
    onRemove()
      .then(() => say(isNote ? t('note.deleted') : t('comment.deleted')))
      .catch((error) => say(problemWords(error)))
      .finally(onClose)
  return (
    <Confirm
      title={isNote ? t('note.delete-title') : t('comment.delete-title')}
      action={t('comment.delete')}
      busy={isBusy}
      onConfirm={() => void act(remove)}
      onClose={onClose}
    >
      {isNote
        ? t('note.delete-words')
        : what === 'opening'
          ? t('comment.delete-opening')
          : t('comment.delete-words')}
    </Confirm>
  )
}
