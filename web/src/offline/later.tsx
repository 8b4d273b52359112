import { useQueryClient } from '@tanstack/preact-query'
import type { ComponentProps } from 'preact'
import { useEffect } from 'preact/hooks'
import { Unreachable } from '../api/problem.ts'
import { Button } from '../parts/button.tsx'
import { Trouble } from '../parts/trouble.tsx'
import { loadOffline, offlineParts } from './load-offline.ts'

type Parts = NonNullable<typeof offlineParts.value>

/** The quiet line at the foot of every page: no connection, words that were not taken, a new version. */
export function OfflineLine({ personId }: { readonly personId?: string | undefined }) {
  const client = useQueryClient()
  useEffect(() => void loadOffline().catch(() => {}), [])
  const parts = offlineParts.value
  return parts ? <parts.Line personId={personId} client={client} /> : null
}

/** One's own words about a clip that are not posted yet. */
export function QueuedPosts(props: ComponentProps<Parts['QueuedCards']>) {
  const parts = offlineParts.value
  return parts ? <parts.QueuedCards {...props} /> : null
}

/** In the place of a page for which no answer came. */
export function UnreachedPage(props: ComponentProps<typeof Trouble>) {
  const parts = offlineParts.value
  return parts ? <parts.Unreached {...props} /> : <Trouble {...props} />
}

/** In the place of a page whose code did not arrive. */
export const NotFetched = () => (
  <UnreachedPage error={new Unreachable('a page was not fetched')} onRetry={() => location.reload()} />
)

/** What other tabs have written about the same clip. */
export function OtherDrafts(props: ComponentProps<Parts['OtherDrafts']>) {
  const parts = offlineParts.value
  return parts ? <parts.OtherDrafts {...props} /> : null
}

/** Signs out. What is kept on this device is asked about first. */
export function SignOutButton({ children }: { readonly children: string }) {
  const parts = offlineParts.value
  return parts ? <parts.SignOut>{children}</parts.SignOut> : <Button busy>{children}</Button>
}
