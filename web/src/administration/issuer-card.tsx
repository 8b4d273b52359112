import { useState } from 'preact/hooks'
import type { CheckedIssuer, OidcIssuer } from '../../../src/identity/oidc-schemas.ts'
import { call } from '../api/call.ts'
import { copyText } from '../browser/copy-text.ts'
import { t } from '../messages/messages.ts'
import { Refused } from '../office/refused.tsx'
import { useChanges } from '../office/use-changes.ts'
import { Button } from '../parts/button.tsx'
import { Confirm } from '../parts/dialog.tsx'
import { Notice } from '../parts/notice.tsx'
import { say } from '../parts/status.tsx'
import { useAct } from '../parts/use-act.ts'

/** One issuer: what it must be told, whether it is there, and its end. */
export function IssuerCard({ issuer }: { readonly issuer: OidcIssuer }) {
  const { id, name, callbackUrl } = issuer
  const changed = useChanges()
  const { act, isBusy, refusal } = useAct()
  const [checked, setChecked] = useState<CheckedIssuer>()
  const [isRemoving, setRemoving] = useState(false)
  const url = `/api/v1/oidc-issuers/${id}`
  const check = () => {
    setChecked(undefined)
    return act(async () => setChecked(await call<CheckedIssuer>(`${url}/checks`, { method: 'POST' })))
  }
  const remove = async () => {
    const done = await act(() => call(url, { method: 'DELETE' }))
    setRemoving(false)
    if (done) await changed(t('admin.issuer-removed', { name }))
  }
  const copy = async () => say(t((await copyText(callbackUrl)) ? 'admin.copied' : 'admin.copy-failed'))
  return (
    <section class="part" aria-labelledby={`issuer-${id}`}>
      <h2 id={`issuer-${id}`}>{name}</h2>
      <dl class="facts">
        <dt>{t('admin.issuer-address')}</dt>
        <dd>{issuer.issuer}</dd>
        <dt>{t('admin.issuer-client')}</dt>
        <dd>{issuer.clientId}</dd>
        <dt>{t('admin.issuer-secret')}</dt>
        <dd>{t('admin.issuer-secret-kept')}</dd>
        <dt>{t('admin.issuer-callback')}</dt>
        <dd>
          {callbackUrl}
          <span class="hint"> {t('admin.issuer-callback-hint')}</span>
        </dd>
      </dl>
      <Refused refusal={refusal} />
      {checked && (
        <Notice tone={checked.answers && checked.opensSecret ? 'ok' : 'warn'} urgent>
          <p>{t(answerOf(checked))}</p>
        </Notice>
      )}
      <div class="actions">
        <Button busy={isBusy} onClick={() => void check()}>
          {t('admin.issuer-check')}
        </Button>
        <Button onClick={() => void copy()}>{t('admin.issuer-copy')}</Button>
        <Button look="danger" onClick={() => setRemoving(true)}>
          {t('admin.issuer-remove')}
        </Button>
      </div>
      {isRemoving && (
        <Confirm
          title={t('admin.issuer-remove-title', { name })}
          action={t('admin.issuer-remove')}
          busy={isBusy}
          onConfirm={() => void remove()}
          onClose={() => setRemoving(false)}
        >
          {t('admin.issuer-remove-words')}
        </Confirm>
      )}
    </section>
  )
}

const answerOf = ({ answers, opensSecret }: CheckedIssuer) => {
  if (!opensSecret) return 'admin.issuer-secret-lost'
  return answers ? 'admin.issuer-answers' : 'admin.issuer-silent'
}
