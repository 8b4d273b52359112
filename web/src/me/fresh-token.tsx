import { t } from '../messages/messages.ts'
import { ShownOnce } from './shown-once.tsx'

interface Props {
  readonly token: string
  readonly onDone: () => void
}

/** A token that was just made. */
export function FreshToken({ token, onDone }: Props) {
  return (
    <ShownOnce
      id="fresh-token"
      title={t('me.token-once-title')}
      hint={t('me.token-once')}
      label={t('me.token')}
      secret={token}
      copied={t('me.token-copied')}
      notCopied={t('me.token-copy-failed')}
      onDone={onDone}
    />
  )
}
