import type { Readable } from 'node:stream'

/** A half-open run of bytes, `[start, end)`, counted from 0. */
export interface ByteRange {
  readonly start: number
  readonly end: number
}

export interface StoredObject {
  readonly key: string
  readonly bytes: number
}

/**
 * Where originals, renditions and stills live. Keys are `/`-separated, made of `[A-Za-z0-9._-]` parts, unguessable,
 * and never reused for other content. Every method is safe to repeat.
 */
export interface ObjectStore {
  /**
   * Streams `body` to `key` at constant memory. The object appears whole or not at all: a body that errors, a signal
   * that aborts, or a crash leaves nothing under `key`. An existing object is replaced. Answers the bytes written.
   */
  put(key: string, body: Readable, options?: { contentType?: string; signal?: AbortSignal }): Promise<number>
  /** The object's size, or undefined where there is none. */
  size(key: string): Promise<number | undefined>
  /** Reads the object, or the given range of it. Throws ObjectMissing where there is none. */
  read(key: string, range?: ByteRange, signal?: AbortSignal): Promise<Readable>
  /** Brings the object to a local file at constant memory (a hard link where the store is the same disk). */
  copyToFile(key: string, file: string, signal?: AbortSignal): Promise<void>
  /** A URL that reads this object, and nothing else, for `seconds`; undefined where the store cannot sign. */
  signedUrl(key: string, seconds: number): Promise<string | undefined>
  /** Removes the objects; a missing one is no error. */
  remove(keys: readonly string[]): Promise<void>
  /** All objects whose key starts with `prefix`, in key order. */
  list(prefix: string): AsyncIterable<StoredObject>
  /** Throws unless the store can be reached and written to. */
  check(): Promise<void>
  close(): void
}

export class ObjectMissing extends Error {
  constructor(key: string) {
    super(`no object ${key}`)
  }
}
