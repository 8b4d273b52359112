import { createHash, randomBytes } from 'node:crypto'

/** 256 random bits behind a prefix that secret scanners can look for. */
export const newSecret = (prefix: string): string => `${prefix}_${randomBytes(32).toString('base64url')}`

/** What is kept of a secret. It is random enough that a plain hash cannot be guessed back. */
export const hashSecret = (secret: string): Buffer => createHash('sha256').update(secret).digest()
