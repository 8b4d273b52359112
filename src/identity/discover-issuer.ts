import { allowInsecureRequests, type Configuration, discovery } from 'openid-client'
import { malformed } from '../platform/problems.ts'

/** Seconds that any question to an issuer may take. */
const patience = 10

/** What is needed to talk to an issuer. */
export interface IssuerClient {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
}

/**
 * The address of an issuer: over https, so that nobody in between can vouch for anybody. Only where Interlude itself is
 * tried out without https may an issuer on the same machine do without.
 */
export function readIssuerAddress(text: string, publicUrl: string): string {
  const address = text.trim().replace(/\/\.well-known\/openid-configuration$/, '')
  const url = URL.canParse(address) ? new URL(address) : undefined
  const isSafe = url?.protocol === 'https:' || (url !== undefined && isTrial(url, publicUrl))
  if (!url || !isSafe || url.username || url.search || url.hash || url.pathname.includes('/.well-known/')) {
    return malformed(
      'bad-issuer',
      'The address of an issuer starts with https:// and has no “?” or “#” in it.',
    )
  }
  return address
}

const isTrial = (url: URL, publicUrl: string): boolean =>
  url.protocol === 'http:' &&
  !publicUrl.startsWith('https:') &&
  ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)

/** Reads what the issuer offers. Throws where it does not answer in time, or not as an issuer of that address does. */
export const discoverIssuer = ({ issuer, clientId, clientSecret }: IssuerClient): Promise<Configuration> =>
  discovery(new URL(issuer), clientId, clientSecret, undefined, {
    timeout: patience,
    execute: issuer.startsWith('http:') ? [allowInsecureRequests] : [],
  })
