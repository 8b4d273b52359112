import { createHash, randomBytes } from 'node:crypto'

/** What the first row of a chain is bound to. */
export const chainStart: Buffer = Buffer.alloc(32)

export interface Link {
  /** A commitment to who it was (see `commitTo`), or null where it was nobody in particular. */
  readonly personHash: Buffer | null
  /** Everything else the row says, in an order that never changes. */
  readonly fields: readonly (string | number | null)[]
  readonly detail: unknown
}

/**
 * SHA-256 over the hash before and the row's content as canonical JSON (keys sorted, no spaces), so that changing,
 * removing or reordering any row breaks the chain from there on.
 */
export const hashLink = (previous: Buffer, { personHash, fields, detail }: Link): Buffer =>
  createHash('sha256')
    .update(previous)
    .update(canonical([...fields, personHash?.toString('hex') ?? null, detail ?? null]))
    .digest()

/**
 * A salted hash stands in the chain for the person. Erasing them deletes id and salt: what is left proves nothing about
 * anybody, and the chain stays whole.
 */
export function commitTo(personId: string | null): { salt: Buffer | null; hash: Buffer | null } {
  if (personId === null) return { salt: null, hash: null }
  const salt = randomBytes(16)
  return { salt, hash: personHashOf(personId, salt) }
}

export const personHashOf = (personId: string, salt: Buffer): Buffer =>
  createHash('sha256').update(salt).update(personId).digest()

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null'
  const entries = Object.entries(value).filter(([, each]) => each !== undefined)
  entries.sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`).join(',')}}`
}
