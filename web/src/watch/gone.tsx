import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import type { Clip } from '../../../src/clips/schemas.ts'
import { ownerName } from '../clips/owner-name.ts'
import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'

interface Props {
  readonly clip: Pick<Clip, 'owner' | 'grants' | 'exemplarId'>
  readonly onAgain: () => void
  readonly children: ComponentChildren
}

/** For who had the clip open when its owner took it back, or when its time as an exemplar was over. */
export function Gone({ clip, onAgain, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null)
  const { owner, grants, exemplarId } = clip
  useEffect(() => {
    document.title = 'Interlude'
    heading.current?.focus()
  }, [])
  return (
    <div class="page narrow">
      <h1 ref={heading} tabIndex={-1}>
        {exemplarId && grants.length === 0 ? t('gone.exemplar') : t('gone.title', { name: ownerName(owner) })}
      </h1>
      <p>{t('gone.words')}</p>
      {children}
      <div class="actions">
        <a class="button primary" href="/">
          <span>{t('not-here.back')}</span>
        </a>
        <Button onClick={onAgain}>{t('gone.again')}</Button>
      </div>
    </div>
  )
}
