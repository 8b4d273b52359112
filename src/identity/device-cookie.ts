import { randomBytes } from 'node:crypto'
import { cookieLine, cookieName, readCookie } from './cookies.ts'
import { isKeyedHash, keyedHash } from './keyed-hash.ts'

/**
 * Device cookies, after OWASP: a browser that once signed in with a mailbox shows it, and its tries are counted apart, so
 * that a stranger's guesses shut out nobody. One for each mailbox, for browsers that several people use. They sign nobody
 * in, and say nothing to who does not know the mailbox already.
 */
export interface DeviceCookies {
  /** What this browser is known by to this mailbox; undefined where it never signed in with it. */
  deviceOf(cookies: string | undefined, mailbox: string): string | undefined
  /** A line for `set-cookie`, after a sign-in that proved the mailbox or its password. */
  lineFor(mailbox: string): string
}

const maxAgeSeconds = 400 * 86_400

export function deviceCookies(secret: string, publicUrl: string): DeviceCookies {
  const nameOf = (mailbox: string) =>
    cookieName(`device.${keyedHash(secret, 'device name', mailbox).slice(0, 16)}`, publicUrl)
  return {
    deviceOf(cookies, mailbox) {
      const [device = '', hash = ''] = readCookie(cookies, nameOf(mailbox))?.split('.') ?? []
      return isKeyedHash(hash, secret, 'device', `${device} ${mailbox}`) ? device : undefined
    },
    lineFor(mailbox) {
      const device = randomBytes(16).toString('base64url')
      const hash = keyedHash(secret, 'device', `${device} ${mailbox}`)
      return cookieLine(nameOf(mailbox), `${device}.${hash}`, maxAgeSeconds)
    },
  }
}
