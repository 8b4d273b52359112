import { copyText } from '../browser/copy-text.ts'
import { type WatchTarget, watchLink } from '../clips/watch-link.ts'
import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { say } from '../parts/status.tsx'
import { useWatching } from './watching.ts'

interface Props {
  readonly target: WatchTarget
  /** What it is a link to, where several stand on the page. */
  readonly label?: string
}

export function CopyLink({ target, label }: Props) {
  const { clipId } = useWatching()
  const copy = async () => {
    const copied = await copyText(location.origin + watchLink(clipId, target))
    say(copied ? t('link.copied') : t('link.failed'))
  }
  return (
    <Button look="text" aria-label={label} onClick={() => void copy()}>
      {t('link.copy')}
    </Button>
  )
}
