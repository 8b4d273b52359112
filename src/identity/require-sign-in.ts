import { authorize } from '../platform/problems.ts'
import type { SignIn, Viewer } from './viewer.ts'

/** Refuses with 403 where the viewer came by a token: a script neither sees nor ends what browsers hold. */
export function requireSignIn({ signIn }: Viewer): SignIn {
  authorize(signIn !== undefined, 'A token cannot do this. Please sign in with a browser.')
  return signIn
}
