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
 * Where originals, renditions and stills live. Keys are `/`-separated, made of `[A-Za-z0-9._-]` parts of which none
 * starts with a dot, unguessable, and never reused for other content; no key is another one's folder (`a` and `a/b`).
 * Anything else is refused with KeyRefused. Every method is safe to repeat.
 */
export interface ObjectStore {
  /**
   * Streams `body` to `key` at constant memory. The object appears whole or not at all: a body that errors, a signal
   * that aborts, or a crash leaves nothing under `key`. An existing object is replaced. Answers the bytes written.
   */
  put(key: string, body: Readable, options?: { contentType?: string; signal?: AbortSignal }): Promise<number>
  /**
   * The same with a local file, which must be a plain one and no link. Where the store is on the same disk nothing is copied:
   * the file becomes the object, and gets read-only. It may be removed afterwards, and never written to.
   */
  putFile(
    key: string,
    file: string,
    options?: { contentType?: string; signal?: AbortSignal },
  ): Promise<number>
  /** The object's size, or undefined where there is none. */
  size(key: string): Promise<number | undefined>
  /**
   * Reads the object, or the given range of it: an end past the object means its end, a range past it is empty, one
   * that runs backwards is a RangeError. Throws ObjectMissing where there is none. Read it to the end or destroy it.
   */
  read(key: string, range?: ByteRange, signal?: AbortSignal): Promise<Readable>
  /**
   * Brings the object to a local file at constant memory, replacing what is there. Where the store is the same disk
   * the file is a hard link to the object itself: read it, never write to it.
   */
  copyToFile(key: string, file: string, signal?: AbortSignal): Promise<void>
  /** A URL that reads this object, and nothing else, for `seconds`; undefined where the store cannot sign. */
  signedUrl(key: string, seconds: number): Promise<string | undefined>
  /** Removes the objects; a missing one is no error. */
  remove(keys: readonly string[]): Promise<void>
  /**
   * Ends unfinished writes to keys below `folder/`, and frees the parts they stored. A disk's temporary files do not say
   * what they were to become: those of crashed processes go with removeLeftovers.
   */
  abortWrites(folder: string): Promise<void>
  /** All objects whose key starts with `prefix`, in key order. */
  list(prefix: string): AsyncIterable<StoredObject>
  /**
   * Removes what crashed writes left and list never shows (temporary files, parts of uploads) when it is older, and
   * answers how many. Unfinished resumable uploads count as such: pass more than their life.
   */
  removeLeftovers(olderThanMs: number): Promise<number>
  /** Throws unless the store can be reached and written to. */
  check(): Promise<void>
  close(): void
}

export class ObjectMissing extends Error {
  constructor(key: string) {
    super(`no object ${key}`)
  }
}
