import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import { cookieLine, cookieName, readCookie } from './cookies.ts'
import { isKeyedHash, keyedHash } from './keyed-hash.ts'

/** What a browser keeps while it is at the issuer. Signed, so that nobody can make another one's browser finish theirs. */
const Attempt = Type.Object({
  issuerId: Type.String(),
  state: Type.String(),
  nonce: Type.String(),
  codeVerifier: Type.String(),
  /** In milliseconds since 1970. */
  until: Type.Number(),
})
export type Attempt = Omit<Static<typeof Attempt>, 'until'>

const seconds = 600
const purpose = 'oidc attempt'

export function oidcAttempts(secret: string, publicUrl: string) {
  const name = cookieName('oidc', publicUrl)
  return {
    /** A line for `set-cookie`. */
    lineFor(attempt: Attempt): string {
      const text = JSON.stringify({ ...attempt, until: Date.now() + seconds * 1000 })
      const value = Buffer.from(text).toString('base64url')
      return cookieLine(name, `${value}.${keyedHash(secret, purpose, value)}`, seconds)
    },
    endLine: cookieLine(name, '', 0),
    /** Undefined where there is none, it is not ours, or it took too long. */
    read(cookies: string | undefined): Attempt | undefined {
      const [value = '', hash = ''] = readCookie(cookies, name)?.split('.') ?? []
      if (!isKeyedHash(hash, secret, purpose, value)) return undefined
      const attempt: unknown = JSON.parse(Buffer.from(value, 'base64url').toString())
      return Value.Check(Attempt, attempt) && attempt.until > Date.now() ? attempt : undefined
    },
  }
}
