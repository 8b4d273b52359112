import { isKeyedHash, keyedHash } from '../identity/keyed-hash.ts'
import { isUuid } from '../platform/db/page.ts'
import type { PersonId } from '../platform/ids.ts'

const purpose = 'unsubscribe'

/** Stands in mails. All it is good for is to have no more of them, and it does not run out. */
export const unsubscribeToken = (secret: string, personId: PersonId): string =>
  `${personId}.${keyedHash(secret, purpose, personId)}`

/** Whose token it is; undefined where it is none of ours. */
export function readUnsubscribeToken(secret: string, token: string): PersonId | undefined {
  const [personId, hash = ''] = token.split('.')
  return isUuid(personId) && isKeyedHash(hash, secret, purpose, personId) ? (personId as PersonId) : undefined
}
