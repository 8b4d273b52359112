import {
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type Configuration,
  calculatePKCECodeChallenge,
  fetchUserInfo,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client'
import { mailboxOf } from './mailbox.ts'
import type { Attempt } from './oidc-attempt.ts'
import type { Vouched } from './open-identity.ts'

/** Where a browser is sent to sign in, and what it must keep until it is back. */
export async function beginAtIssuer(configuration: Configuration, redirectUri: string) {
  const attempt = { state: randomState(), nonce: randomNonce(), codeVerifier: randomPKCECodeVerifier() }
  const url = buildAuthorizationUrl(configuration, {
    redirect_uri: redirectUri,
    scope: 'openid email profile',
    code_challenge: await calculatePKCECodeChallenge(attempt.codeVerifier),
    code_challenge_method: 'S256',
    state: attempt.state,
    nonce: attempt.nonce,
  })
  return { url: url.href, attempt }
}

/** What the issuer says of who came back. Throws where it, or the way they came, is not as it must be. */
export async function endAtIssuer(
  configuration: Configuration,
  cameTo: URL,
  attempt: Attempt,
): Promise<Vouched> {
  const tokens = await authorizationCodeGrant(configuration, cameTo, {
    pkceCodeVerifier: attempt.codeVerifier,
    expectedState: attempt.state,
    expectedNonce: attempt.nonce,
    idTokenExpected: true,
  })
  const claims = tokens.claims()
  if (!claims) throw new Error('the issuer sent no ID token')
  // Many issuers say the address, or that it is verified, only when asked.
  const told =
    claims.email_verified === undefined && configuration.serverMetadata().userinfo_endpoint
      ? await fetchUserInfo(configuration, tokens.access_token, claims.sub)
      : claims
  const isVerified = told.email_verified === true && typeof told.email === 'string'
  return { subject: claims.sub, mailbox: isVerified ? mailboxOf(String(told.email)) : undefined }
}
