import { useQuery } from '@tanstack/preact-query'
import { useState } from 'preact/hooks'
import type { InvitationPreview } from '../../../src/cohorts/invitation-schemas.ts'
import { call } from '../api/call.ts'
import { isNotHere } from '../api/problem.ts'
import { t } from '../messages/messages.ts'
import { problemWords } from '../messages/problem-words.ts'
import { checkFields, checkPassword, leastPassword } from '../parts/check-fields.ts'
import { Field } from '../parts/field.tsx'
import { Form } from '../parts/form.tsx'
import { Notice } from '../parts/notice.tsx'
import { Page } from '../parts/page.tsx'
import { Loading, Trouble } from '../parts/trouble.tsx'

/** Who invites whom into what, and the way in. The secret stands behind the “#”, where no server's log sees it. */
export function InvitationPage() {
  const [token] = useState(() => location.hash.slice(1))
  const preview = useQuery({
    queryKey: ['invitation'],
    queryFn: () =>
      call<InvitationPreview>('/api/v1/invitations/preview', {
        method: 'POST',
        body: { token },
        mayAsk: false,
      }),
    enabled: token !== '',
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (token === '' || (preview.error && isNotHere(preview.error))) {
    return (
      <Page title={t('invitation.title')} class="narrow">
        <Notice tone="warn">
          <p>{t('invitation.gone')}</p>
        </Notice>
        <p>
          <a href="/">{t('sign-in.action')}</a>
        </p>
      </Page>
    )
  }
  if (preview.error) return <Trouble error={preview.error} onRetry={() => void preview.refetch()} />
  if (!preview.data) return <Loading />
  return <Invited token={token} preview={preview.data} />
}

interface Props {
  readonly token: string
  readonly preview: InvitationPreview
}

function Invited({ token, preview }: Props) {
  const { organisation, invitedBy, cohort, words, name, email, needsPassword } = preview
  const accept = async (form: FormData) => {
    await call('/api/v1/invitations/accept', {
      method: 'POST',
      body: needsPassword
        ? { token, name: String(form.get('name')).trim(), password: String(form.get('password')) }
        : { token },
      mayAsk: false,
    })
    // A page of its own: somebody else may be signed in here.
    location.replace('/sign-in?joined=1')
  }

  return (
    <Page title={t('invitation.title')} class="narrow">
      <p>
        {cohort
          ? t('invitation.to-cohort', { name: invitedBy, cohort: cohort.name, organisation })
          : t('invitation.to-organisation', { name: invitedBy, organisation })}
      </p>
      {cohort?.focus && <p>{cohort.focus}</p>}
      {words && <blockquote>{words}</blockquote>}
      <p class="hint">{t('invitation.for', { email })}</p>
      <Form
        action={t('invitation.accept')}
        check={(form) => (needsPassword ? checkFields(form, rules) : [])}
        send={accept}
        refusalWords={(refusal) => (isNotHere(refusal) ? t('invitation.gone') : problemWords(refusal))}
      >
        {needsPassword && (
          <>
            <Field
              label={t('set-up.name')}
              id="name"
              name="name"
              autoComplete="name"
              maxLength={200}
              value={name}
              required
            />
            <Field
              label={t('sign-in.password')}
              id="password"
              name="password"
              type="password"
              autoComplete="new-password"
              maxLength={128}
              hint={t('set-up.password-hint', { least: leastPassword })}
              required
            />
          </>
        )}
      </Form>
    </Page>
  )
}

const rules = [
  { field: 'name', missing: 'form.name-missing' },
  { field: 'password', missing: 'form.password-missing', check: checkPassword },
] as const
