import type { CaptionsList } from '../../../src/captions/schemas.ts'
import { call } from '../api/call.ts'
import { clipQuery } from '../api/queries.ts'

/** In which languages a clip is captioned. Below the clip's own key: what changes the clip has these looked at again. */
export const captionsQuery = (clipId: string) => ({
  queryKey: [...clipQuery(clipId).queryKey, 'captions'],
  queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
    call<CaptionsList>(`/api/v1/clips/${clipId}/captions`, { signal }),
})

/** Captions that were changed are another file. */
export const captionsUrl = ({ url, madeAt }: CaptionsList['items'][number], cutNo: number): string =>
  `${url}?of=${cutNo}-${Date.parse(madeAt)}`

/** The lines of captions, with the times of a cut. */
export const linesQuery = (captions: CaptionsList['items'][number], cutNo: number) => {
  const url = captionsUrl(captions, cutNo)
  return {
    queryKey: ['captions', url],
    queryFn: async ({ signal }: { readonly signal: AbortSignal }) =>
      (await import('./fetch-lines.ts')).fetchLines(url, signal),
    staleTime: Number.POSITIVE_INFINITY,
    // What is said in a clip that was taken back does not stay.
    gcTime: 0,
  }
}
