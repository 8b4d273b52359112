import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { copyText } from '../browser/copy-text.ts'
import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { Field } from '../parts/field.tsx'
import { Notice } from '../parts/notice.tsx'
import { say } from '../parts/status.tsx'

interface Props {
  readonly id: string
  readonly title: string
  readonly hint: string
  readonly label: string
  readonly secret: string
  readonly copied: string
  readonly notCopied: string
  /** What else can be done with it. */
  readonly children?: ComponentChildren
  readonly onDone: () => void
}

/** A secret that was just made. It takes the focus, as it can be read this once. */
export function ShownOnce({ id, title, hint, label, secret, copied, notCopied, children, onDone }: Props) {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => place.current?.querySelector('input')?.focus(), [secret])
  const copy = async () => say((await copyText(secret)) ? copied : notCopied)
  return (
    <div ref={place}>
      <Notice tone="ok" icon="lock" title={title}>
        <p>{hint}</p>
        <Field
          id={id}
          label={label}
          value={secret}
          readOnly
          onFocus={(event) => event.currentTarget.select()}
        />
        <div class="actions">
          <Button look="primary" onClick={() => void copy()}>
            {t('me.token-copy')}
          </Button>
          {children}
          <Button onClick={onDone}>{t('me.token-put-away')}</Button>
        </div>
      </Notice>
    </div>
  )
}
