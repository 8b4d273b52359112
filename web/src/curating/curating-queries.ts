import type { QueryClient } from '@tanstack/preact-query'
import type { LibraryPage } from '../../../src/exemplars/library-schemas.ts'
import type { NameableAudience } from '../../../src/exemplars/lifecycle-schemas.ts'
import type { Exemplar, Passport, Term } from '../../../src/exemplars/schemas.ts'
import { call } from '../api/call.ts'
import { askWithout } from '../api/gone.ts'
import { pagedQuery, withQuery } from '../api/paged.ts'
import { clipQuery, clipsQuery } from '../api/queries.ts'
import { exemplarPath, exemplarQuery } from '../exemplars/exemplar-queries.ts'

interface Context {
  readonly signal: AbortSignal
}

export const passportQuery = (id: string) => ({
  queryKey: ['exemplars', id, 'passport'],
  queryFn: ({ signal }: Context) => call<Passport>(`${exemplarPath(id)}/passport`, { signal }),
  // What it waits for is answered on other pages.
  staleTime: 0,
})

/** Whom the reader can name, for a clip of their own with the audience that they are asked for. */
export const audiencesQuery = (clipId?: string) => ({
  queryKey: ['exemplar-audiences', clipId],
  queryFn: ({ signal }: Context) =>
    call<{ readonly items: readonly NameableAudience[] }>(
      withQuery('/api/v1/exemplar-audiences', { clipId }),
      {
        signal,
      },
    ),
})

export interface ConsentText {
  readonly version: number
  readonly text: Readonly<Record<'en' | 'es', string>>
}

export const consentTextQuery = {
  queryKey: ['exemplar-consent-text'],
  queryFn: ({ signal }: Context) => call<ConsentText>('/api/v1/exemplars/consent-text', { signal }),
}

export const termsQuery = (kind: Term['kind'], q: string, limit = 50) =>
  pagedQuery<Term>(['terms', kind, q, limit], withQuery('/api/v1/terms', { kind, q }), limit)

/** The newest of the library; who looks for one in particular searches for it there. */
export const newestQuery = {
  queryKey: ['exemplars', 'newest'],
  queryFn: ({ signal }: Context) => call<LibraryPage>('/api/v1/exemplars?limit=50', { signal }),
}

const elsewhere = [clipsQuery.queryKey, ['collections'], ['news']]

/** It is not there for the reader any more, and its clip perhaps neither. */
export async function exemplarGone(client: QueryClient, clipId: string, id: string): Promise<void> {
  void askWithout(client, clipId, [])
  await askWithout(client, id, [['exemplars'], ...elsewhere])
}

/** What stands of an exemplar anywhere is asked anew; what the server answered stands at once. */
export function exemplarChanged(client: QueryClient, clipId: string, now?: Exemplar): Promise<unknown> {
  if (now) client.setQueryData(exemplarQuery(now.id).queryKey, now)
  for (const queryKey of [['clip-privacy', clipId], ...elsewhere]) {
    void client.invalidateQueries({ queryKey })
  }
  return Promise.all([
    client.invalidateQueries({ queryKey: ['exemplars'] }),
    client.invalidateQueries({ queryKey: clipQuery(clipId).queryKey }),
  ])
}
