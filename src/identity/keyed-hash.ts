import { createHmac, timingSafeEqual } from 'node:crypto'

/** A hash that only who knows the secret can make; `purpose` keeps what is made for one thing from serving another. */
export const keyedHash = (secret: string, purpose: string, text: string): string =>
  createHmac('sha256', secret).update(`interlude ${purpose}\0${text}`).digest('base64url')

/** Compares in a time that says nothing of where two differ. */
export function isKeyedHash(hash: string, secret: string, purpose: string, text: string): boolean {
  const expected = Buffer.from(keyedHash(secret, purpose, text))
  const given = Buffer.from(hash)
  return given.length === expected.length && timingSafeEqual(given, expected)
}
