import { useQueryClient } from '@tanstack/preact-query'
import { meQuery } from '../api/queries.ts'
import { t } from '../messages/messages.ts'
import { Notice } from '../parts/notice.tsx'
import { Page } from '../parts/page.tsx'
import { SignInForm } from './sign-in-form.tsx'

/** Stands in the place of whatever was asked for; once signed in, that is shown. */
export function SignInPage({ isSetUp }: { readonly isSetUp: boolean }) {
  const client = useQueryClient()
  return (
    <Page title={t('sign-in.title')} class="narrow">
      {isSetUp && (
        <Notice tone="ok">
          <p>{t('set-up.done')}</p>
        </Notice>
      )}
      <SignInForm onSignedIn={(me) => client.setQueryData(meQuery.queryKey, me)} />
      <p class="hint">{t('sign-in.no-account')}</p>
    </Page>
  )
}
