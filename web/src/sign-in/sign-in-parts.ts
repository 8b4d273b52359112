import { SignInDialog } from './sign-in-dialog.tsx'
import { SignInPage } from './sign-in-page.tsx'

/** What `sign-in-later` fetches in one piece. */
export const signInParts = { SignInDialog, SignInPage }
