import path from 'node:path'
import type { Config } from '../config.ts'
import { openDiskResumable } from './disk-resumable.ts'
import { openDiskStore } from './disk-store.ts'
import type { ObjectStore } from './object-store.ts'
import type { ResumableStore } from './resumable.ts'

export interface Storage {
  readonly objects: ObjectStore
  readonly resumable: ResumableStore
}

/** The store the configuration asks for: the S3 bucket where one is named, else `objects` below the data folder. */
export function openStorage({ dataDir }: Pick<Config, 'dataDir' | 's3'>): Storage {
  const folder = path.join(dataDir, 'objects')
  const objects = openDiskStore(folder)
  return { objects, resumable: openDiskResumable(folder, objects) }
}
