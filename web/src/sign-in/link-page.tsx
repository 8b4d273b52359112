import { useState } from 'preact/hooks'
import { call } from '../api/call.ts'
import { t } from '../messages/messages.ts'
import { problemWords } from '../messages/problem-words.ts'
import { Button } from '../parts/button.tsx'
import { Notice } from '../parts/notice.tsx'
import { Page } from '../parts/page.tsx'

/** Signs in with a mailed link, at a press: programs that look into mails open links, and must not use them up. */
export function LinkPage() {
  const [token] = useState(() => location.hash.slice(1))
  const [refusal, setRefusal] = useState<unknown>()
  const [isBusy, setBusy] = useState(false)
  const use = async () => {
    setBusy(true)
    setRefusal(undefined)
    try {
      await call('/api/auth/sign-in/link/use', { method: 'POST', body: { token }, mayAsk: false })
      // A page of its own: somebody else may have been signed in here.
      location.replace('/')
    } catch (error) {
      setRefusal(error)
      setBusy(false)
    }
  }
  return (
    <Page title={t('sign-in.link-title')} class="narrow">
      {refusal === undefined ? (
        <p>{t('sign-in.link-about')}</p>
      ) : (
        <Notice tone="danger" urgent>
          <p>{problemWords(refusal)}</p>
        </Notice>
      )}
      <p>
        <Button look="primary" busy={isBusy} onClick={() => void use()}>
          {isBusy ? t('sign-in.busy') : t('sign-in.action')}
        </Button>
      </p>
      <p>
        <a href="/">{t('sign-in.link-other')}</a>
      </p>
    </Page>
  )
}
