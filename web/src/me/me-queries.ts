import type { Token } from '../../../src/identity/schemas.ts'
import type { OwnSignIn, SignInShown } from '../../../src/identity/sign-ins-schemas.ts'
import type { Feed } from '../../../src/meetings/schemas.ts'
import { call } from '../api/call.ts'
import { pagedQuery } from '../api/paged.ts'

/** By what I sign in. */
export const ownSignInQuery = {
  queryKey: ['own-sign-in'],
  queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
    call<OwnSignIn>('/api/v1/me/sign-in', { signal }),
}

export const signInsQuery = pagedQuery<SignInShown>(['sign-ins'], '/api/v1/sign-ins')
export const tokensQuery = pagedQuery<Token>(['tokens'], '/api/v1/tokens')

/** Since when I have a calendar feed. */
export const feedQuery = {
  queryKey: ['feed'],
  queryFn: ({ signal }: { readonly signal: AbortSignal }) => call<Feed>('/api/v1/me/feed', { signal }),
}
