import { signal } from '@preact/signals'
import type { ComponentProps } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { Unreachable } from '../api/problem.ts'
import { askingToSignIn, signInDeclined } from '../api/sign-in-again.ts'
import { learn } from '../messages/messages.ts'
import { UnreachedPage } from '../offline/later.tsx'
import { Loading } from '../parts/trouble.tsx'
import type { signInParts } from './sign-in-parts.ts'

type Parts = typeof signInParts

const loaded = signal<Parts | undefined>(undefined)

/** Fetches what one signs in with: who is signed in need not wait for it. */
export async function loadSignIn(): Promise<void> {
  const [{ signInParts }] = await Promise.all([import('./sign-in-parts.ts'), learn('entry')])
  loaded.value = signInParts
}

export function SignInPageLater(props: ComponentProps<Parts['SignInPage']>) {
  const [isLost, setLost] = useState(false)
  useEffect(() => void loadSignIn().catch(() => setLost(true)), [])
  if (loaded.value) return <loaded.value.SignInPage {...props} />
  if (!isLost) return <Loading />
  return <UnreachedPage error={new Unreachable('not fetched')} onRetry={() => location.reload()} />
}

/** The dialog over an open page, when a sign-in ran out. */
export function SignInDialogLater(props: ComponentProps<Parts['SignInDialog']>) {
  const isWanted = askingToSignIn.value
  useEffect(() => {
    // Who cannot be asked has not signed in; the words stay where they are.
    if (isWanted) loadSignIn().catch(signInDeclined)
  }, [isWanted])
  return isWanted && loaded.value ? <loaded.value.SignInDialog {...props} /> : null
}
