import type { PersonName } from '../../../src/identity/schemas.ts'
import type { Export, MyClip } from '../../../src/my-data/schemas.ts'
import type { Purge } from '../../../src/retention/schemas.ts'
import type { OwnNote, OwnWords } from '../../../src/threads/own-words-schemas.ts'
import { call } from '../api/call.ts'
import { pagedQuery } from '../api/paged.ts'

interface Context {
  readonly signal: AbortSignal
}

export const myClipsQuery = pagedQuery<MyClip>(['my-clips'], '/api/v1/me/clips')
export const myPurgesQuery = pagedQuery<Purge>(['my-purges'], '/api/v1/purges')
export const myWordsQuery = pagedQuery<OwnWords>(['my-words'], '/api/v1/me/words', 10)
export const myNotesQuery = pagedQuery<OwnNote>(['my-notes'], '/api/v1/me/notes', 10)
export const myExportsQuery = pagedQuery<Export>(['my-exports'], '/api/v1/me/exports')

export const myEvaluatorsQuery = {
  queryKey: ['my-evaluators'],
  queryFn: ({ signal }: Context) => call<{ items: PersonName[] }>('/api/v1/me/evaluators', { signal }),
}
