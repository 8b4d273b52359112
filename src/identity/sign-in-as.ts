import { type Auth, callerHeader } from './auth.ts'

/** Who asks, as it is noted with the sign-in. */
export interface Asking {
  readonly ip: string
  readonly userAgent: string | undefined
}

export interface NewSignIn {
  readonly sessionId: string
  /** Lines for `set-cookie`. Until they are sent, nobody holds this sign-in. */
  readonly cookies: readonly string[]
}

/** Signs in whoever proved to be this one of better-auth's users. */
export async function signInAs(auth: Auth, userId: string, { ip, userAgent }: Asking): Promise<NewSignIn> {
  const { headers, response } = await auth.api.signInUser({
    body: { userId },
    headers: new Headers({ [callerHeader]: ip, ...(userAgent && { 'user-agent': userAgent }) }),
    returnHeaders: true,
  })
  return { sessionId: response.sessionId, cookies: headers.getSetCookie() }
}
