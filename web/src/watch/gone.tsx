import { useEffect, useRef } from 'preact/hooks'
import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'

/** For who had the clip open when its owner took it back. */
export function Gone({ owner, onAgain }: { readonly owner: string; readonly onAgain: () => void }) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = 'Interlude'
    heading.current?.focus()
  }, [])
  return (
    <div class="page narrow">
      <h1 ref={heading} tabIndex={-1}>
        {t('gone.title', { name: owner })}
      </h1>
      <p>{t('gone.words')}</p>
      <div class="actions">
        <a class="button primary" href="/">
          <span>{t('not-here.back')}</span>
        </a>
        <Button onClick={onAgain}>{t('gone.again')}</Button>
      </div>
    </div>
  )
}
