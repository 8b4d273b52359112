import type { MyExemplars } from '../../../src/exemplars/lifecycle-schemas.ts'
import { call } from './call.ts'

/** What the reader has to do with exemplars: their own, those they nominated, those they may publish. */
export const myExemplarsQuery = {
  queryKey: ['exemplars', 'mine'],
  queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
    call<MyExemplars>('/api/v1/exemplars/mine', { signal }),
}
