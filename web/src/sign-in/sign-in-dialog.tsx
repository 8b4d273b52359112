import { askingToSignIn, signedInAs, signInDeclined } from '../api/sign-in-again.ts'
import { t } from '../messages/messages.ts'
import { Dialog } from '../parts/dialog.tsx'
import { say } from '../parts/status.tsx'
import { SignInForm } from './sign-in-form.tsx'

/** Over the open page, when a sign-in ran out: what was typed stays where it is, and goes out after it. */
export function SignInDialog({ email }: { readonly email: string }) {
  if (!askingToSignIn.value) return null
  return (
    <Dialog title={t('sign-in.again-title')} onClose={signInDeclined}>
      <p>{t('sign-in.again')}</p>
      <SignInForm
        email={email}
        onSignedIn={(me) => {
          signedInAs(me.id)
          say(t('sign-in.again-done'))
        }}
      />
    </Dialog>
  )
}
