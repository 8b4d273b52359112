import type { Storage } from '../../../src/clips/storage-schemas.ts'
import { oneOf } from '../office/fetch-pages.ts'

export const storageQuery = oneOf<Storage>('/api/v1/administration/storage')
