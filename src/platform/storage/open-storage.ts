import path from 'node:path'
import type { Config } from '../config.ts'
import { openDiskResumable } from './disk-resumable.ts'
import { openDiskStore } from './disk-store.ts'
import type { ObjectStore } from './object-store.ts'
import type { ResumableStore } from './resumable.ts'
import { openBucket } from './s3-client.ts'
import { openS3Resumable } from './s3-resumable.ts'
import { s3Store } from './s3-store.ts'

export interface Storage {
  readonly objects: ObjectStore
  readonly resumable: ResumableStore
}

/** The store the configuration asks for: the S3 bucket where one is named, else `objects` below the data folder. */
export function openStorage({ dataDir, s3 }: Pick<Config, 'dataDir' | 's3'>): Storage {
  if (s3) {
    const bucket = openBucket(s3)
    const objects = s3Store(bucket)
    return { objects, resumable: openS3Resumable(bucket, objects) }
  }
  const folder = path.join(dataDir, 'objects')
  const objects = openDiskStore(folder)
  return { objects, resumable: openDiskResumable(folder, objects) }
}
