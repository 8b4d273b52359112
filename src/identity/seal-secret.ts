import { symmetricDecrypt, symmetricEncrypt } from 'better-auth/crypto'

/** Secrets that we must show to others are kept encrypted, so that a copy of the database alone gives none away. */
export const sealSecret = (key: string, secret: string): Promise<string> =>
  symmetricEncrypt({ key, data: secret })

/** Throws where it was sealed with another AUTH_SECRET. */
export const openSecret = (key: string, sealed: string): Promise<string> =>
  symmetricDecrypt({ key, data: sealed })
