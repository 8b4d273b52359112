import { useQuery, useQueryClient } from '@tanstack/preact-query'
import { issuersQuery, meQuery } from '../api/queries.ts'
import { t } from '../messages/messages.ts'
import { codeInWords } from '../messages/problem-words.ts'
import { Button } from '../parts/button.tsx'
import { Notice } from '../parts/notice.tsx'
import { Page } from '../parts/page.tsx'
import { SignInForm } from './sign-in-form.tsx'

interface Props {
  /** What the reader just did, that lets them sign in now. */
  readonly done: 'set-up' | 'invitation' | undefined
  /** Why an issuer that the reader came back from signed nobody in. */
  readonly problem: string | undefined
}

/** Stands in the place of whatever was asked for; once signed in, that is shown. */
export function SignInPage({ done, problem }: Props) {
  const client = useQueryClient()
  // Who can sign in with a password need not know that these could not be fetched.
  const issuers = useQuery(issuersQuery).data?.items ?? []
  return (
    <Page title={t('sign-in.title')} class="narrow">
      {done && (
        <Notice tone="ok">
          <p>{done === 'set-up' ? t('set-up.done') : t('invitation.done')}</p>
        </Notice>
      )}
      {problem !== undefined && (
        <Notice tone="danger" urgent>
          <p>{codeInWords(problem, t('problem.issuer-trouble'))}</p>
        </Notice>
      )}
      <SignInForm mayMail onSignedIn={(me) => client.setQueryData(meQuery.queryKey, me)} />
      {issuers.length > 0 && (
        <div class="form">
          {issuers.map(({ id, name }) => (
            <Button key={id} onClick={() => location.assign(`/api/auth/oidc/${id}/start`)}>
              {t('sign-in.by-issuer', { name })}
            </Button>
          ))}
        </div>
      )}
      <p class="hint">{t('sign-in.no-account')}</p>
    </Page>
  )
}
