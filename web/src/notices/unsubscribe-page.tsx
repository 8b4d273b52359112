import { useState } from 'preact/hooks'
import { call } from '../api/call.ts'
import { t } from '../messages/messages.ts'
import { problemWords } from '../messages/problem-words.ts'
import { Button } from '../parts/button.tsx'
import { Notice } from '../parts/notice.tsx'
import { Page } from '../parts/page.tsx'
import { useAct } from '../parts/use-act.ts'

/** Where the link at the foot of a mail leads. At a press: programs that look into mails open links. */
export function UnsubscribePage() {
  const [token] = useState(() => location.hash.slice(1))
  const [isDone, setDone] = useState(false)
  const { isBusy, refusal, act } = useAct()
  const stop = () =>
    act(async () => {
      await call('/api/v1/notices/unsubscription', { method: 'POST', body: { token }, mayAsk: false })
      setDone(true)
    })
  if (isDone) {
    return (
      <Page title={t('unsubscribe.done-title')} class="narrow">
        <p role="status">{t('unsubscribe.done')}</p>
        <p>
          <a href="/me">{t('unsubscribe.change')}</a>
        </p>
      </Page>
    )
  }
  return (
    <Page title={t('unsubscribe.title')} class="narrow">
      {token === '' ? (
        <Notice tone="warn">
          <p>{t('problem.wrong-unsubscribe-link')}</p>
        </Notice>
      ) : (
        <>
          <p>{t('unsubscribe.about')}</p>
          {refusal !== undefined && (
            <Notice tone="danger" urgent>
              <p>{problemWords(refusal)}</p>
            </Notice>
          )}
          <p>
            <Button look="primary" busy={isBusy} onClick={() => void stop()}>
              {t('unsubscribe.action')}
            </Button>
          </p>
        </>
      )}
      <p>
        <a href="/me">{t('unsubscribe.rather')}</a>
      </p>
    </Page>
  )
}
