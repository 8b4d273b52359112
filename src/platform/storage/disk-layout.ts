import path from 'node:path'
import { assertKey } from './keys.ts'

// Dotted names are no keys, so nothing in these folders can be read or listed as an object.

/** Where an object is written until it is whole. */
export const incomingFolder = (folder: string): string => path.join(folder, '.incoming')

/** Where a resumable upload stands until it is finished. */
export const resumableFolder = (folder: string): string => path.join(folder, '.resumable')

/** The file of an object. Throws KeyRefused. */
export function objectFile(folder: string, key: string): string {
  assertKey(key)
  return path.join(folder, ...key.split('/'))
}
