import { useState } from 'preact/hooks'
import { isUnfinished, keepWelcome, keptWelcome } from '../browser/kept-welcome.ts'
import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { Notice } from '../parts/notice.tsx'

/** The way back into a welcome that was left for later. */
export function WelcomeReminder({ personId }: { readonly personId: string }) {
  const [isShown, setShown] = useState(() => isUnfinished(personId))
  if (!isShown) return null
  const putAway = () => {
    keepWelcome(personId, { step: keptWelcome(personId)?.step ?? 'settings', isDone: true })
    setShown(false)
  }
  return (
    <Notice
      actions={
        <>
          <a class="button" href="/welcome">
            <span>{t('home.welcome-go')}</span>
          </a>
          <Button look="quiet" onClick={putAway}>
            {t('home.welcome-away')}
          </Button>
        </>
      }
    >
      <p>{t('home.welcome')}</p>
    </Notice>
  )
}
