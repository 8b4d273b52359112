import type { ComponentChildren } from 'preact'
import { t } from '../messages/messages.ts'
import { Page } from '../parts/page.tsx'

/** One page for a clip that is gone, one that never was, and one that is not shared with whoever looks. */
export function ClipNotHere({ children }: { readonly children?: ComponentChildren }) {
  return (
    <Page title={t('not-here.clip-title')} class="narrow">
      <p>{t('not-here.clip')}</p>
      {children}
      <p>
        <a href="/">{t('not-here.back')}</a>
      </p>
    </Page>
  )
}
