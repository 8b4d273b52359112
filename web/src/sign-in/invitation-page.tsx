import { useQuery } from '@tanstack/preact-query'
import { useState } from 'preact/hooks'
import type { InvitationPreview } from '../../../src/cohorts/invitation-schemas.ts'
import { call } from '../api/call.ts'
import { isNotHere } from '../api/problem.ts'
import { type MessageKey, t } from '../messages/messages.ts'
import { problemWords } from '../messages/problem-words.ts'
import { Button } from '../parts/button.tsx'
import { checkFields } from '../parts/check-fields.ts'
import { Field } from '../parts/field.tsx'
import { type FieldError, FormErrors } from '../parts/form-errors.tsx'
import { Notice } from '../parts/notice.tsx'
import { Page } from '../parts/page.tsx'
import { Loading, Trouble } from '../parts/trouble.tsx'

const leastPassword = 10

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
  const [errors, setErrors] = useState<readonly FieldError[]>([])
  const [refusal, setRefusal] = useState<unknown>()
  const [isBusy, setBusy] = useState(false)
  const errorOf = (field: string) => errors.find((error) => error.field === field)?.text
  const { organisation, invitedBy, cohort, words, name, email, needsPassword } = preview

  const accept = async (form: FormData) => {
    const found = needsPassword
      ? checkFields(form, [
          { field: 'name', missing: 'form.name-missing' },
          { field: 'password', missing: 'form.password-missing', check: checkPassword },
        ])
      : []
    setErrors(found)
    setRefusal(undefined)
    if (found.length > 0 || isBusy) return
    setBusy(true)
    try {
      await call('/api/v1/invitations/accept', {
        method: 'POST',
        body: needsPassword
          ? { token, name: String(form.get('name')).trim(), password: String(form.get('password')) }
          : { token },
        mayAsk: false,
      })
      // A page of its own: somebody else may be signed in here.
      location.replace('/sign-in?joined=1')
    } catch (error) {
      setRefusal(error)
      setBusy(false)
    }
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
      <form
        class="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void accept(new FormData(event.currentTarget))
        }}
      >
        <FormErrors errors={errors} />
        {refusal !== undefined && (
          <Notice tone="danger" urgent>
            <p>{isNotHere(refusal) ? t('invitation.gone') : problemWords(refusal)}</p>
          </Notice>
        )}
        {needsPassword && (
          <>
            <Field
              label={t('set-up.name')}
              id="name"
              name="name"
              error={errorOf('name')}
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
              error={errorOf('password')}
              autoComplete="new-password"
              maxLength={128}
              hint={t('set-up.password-hint', { least: leastPassword })}
              required
            />
          </>
        )}
        <Button look="primary" type="submit" busy={isBusy}>
          {t('invitation.accept')}
        </Button>
      </form>
    </Page>
  )
}

const checkPassword = (value: string): MessageKey | undefined =>
  value.length < leastPassword ? 'form.password-short' : undefined
