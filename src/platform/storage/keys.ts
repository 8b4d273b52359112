/** What an object store refuses as a key: this is about our own code or a hostile id, never about a missing object. */
export class KeyRefused extends Error {
  constructor(key: string) {
    super(`not a storage key: ${JSON.stringify(key.slice(0, 80))}`)
  }
}

// No part starts with a dot: that rules out `.` and `..`, and leaves dotted names to the stores' own side files.
const part = /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}$/
const longestKey = 512

export function isKey(key: string): boolean {
  return key.length <= longestKey && key.split('/').every((name) => part.test(name))
}

/** Throws KeyRefused unless `key` is made of 1 or more `/`-separated parts, 512 characters at most, 128 a part. */
export function assertKey(key: string): void {
  if (typeof key !== 'string' || !isKey(key)) throw new KeyRefused(String(key))
}

/** Throws KeyRefused unless keys can start with `prefix`: a key, a key and a slash, or nothing. */
export function assertPrefix(prefix: string): void {
  if (prefix !== '') assertKey(prefix.endsWith('/') ? prefix.slice(0, -1) : prefix)
}
