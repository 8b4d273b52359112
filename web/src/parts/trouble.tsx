import { t } from '../messages/messages.ts'
import { problemWords } from '../messages/problem-words.ts'
import { Button } from './button.tsx'
import { Notice } from './notice.tsx'

/** Something could not be fetched: why, and again. */
export function Trouble({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }) {
  return (
    <Notice tone="warn" urgent actions={<Button onClick={onRetry}>{t('again')}</Button>}>
      <p>{problemWords(error)}</p>
    </Notice>
  )
}

/** Words for the while. They show only where it takes long enough to wonder. */
export function Loading({ children }: { readonly children?: string }) {
  return (
    <p class="loading" role="status">
      {children ?? t('loading')}
    </p>
  )
}
