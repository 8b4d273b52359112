import { useState } from 'preact/hooks'
import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { Notice } from '../parts/notice.tsx'
import { soundsLikeAdvice } from './advice.ts'

interface Props {
  readonly words: string
  readonly onSuggest: () => void
}

/** Where a notice begins as advice does: a question of its kind, no more, and gone when it was answered. */
export function AdviceHint({ words, onSuggest }: Props) {
  const [isOver, setOver] = useState(false)
  if (isOver || !soundsLikeAdvice(words)) return null
  return (
    <Notice
      actions={
        <>
          <Button onClick={onSuggest}>{t('advice.suggest')}</Button>
          <Button look="quiet" onClick={() => setOver(true)}>
            {t('advice.leave')}
          </Button>
        </>
      }
    >
      <p role="status">{t('advice.words')}</p>
    </Notice>
  )
}
