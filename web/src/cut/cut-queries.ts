import type { CutPage } from '../../../src/clips/cut-schemas.ts'
import type { Clip } from '../../../src/clips/schemas.ts'
import type { Retention } from '../../../src/retention/schemas.ts'
import { call } from '../api/call.ts'

/** While a recording waits for its end. */
const lookAgainMs = 5000

interface Context {
  readonly signal: AbortSignal
}

/** Newest first. Nobody cuts a clip two hundred times. */
export const cutsQuery = ({ id, cutNo }: Pick<Clip, 'id' | 'cutNo'>) => ({
  queryKey: ['cuts', id, cutNo],
  queryFn: ({ signal }: Context) => call<CutPage>(`/api/v1/clips/${id}/cuts?limit=200`, { signal }),
  refetchInterval: ({ state }: { readonly state: { readonly data?: CutPage | undefined } }) =>
    state.data?.original === 'to-be-destroyed' ? lookAgainMs : false,
})

/** How long the original is kept, among other things. */
export const retentionQuery = (clipId: string) => ({
  queryKey: ['retention', clipId],
  queryFn: ({ signal }: Context) => call<Retention>(`/api/v1/clips/${clipId}/retention`, { signal }),
})
