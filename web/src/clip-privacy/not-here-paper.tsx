import { useQuery } from '@tanstack/preact-query'
import { isNotHere } from '../api/problem.ts'
import { ClipNotHere } from '../clips/clip-not-here.tsx'
import { Loading, Trouble } from '../parts/trouble.tsx'
import { purgeQuery } from './clip-privacy-queries.ts'
import { GonePaper } from './gone-paper.tsx'

const lookAgainMs = 4000

/** A clip that is not within reach: its owner, once it was destroyed, finds what is left of it here. */
export function NotHerePaper({ clipId }: { readonly clipId: string }) {
  const purge = useQuery({
    ...purgeQuery(clipId),
    refetchInterval: ({ state }) => (state.data?.state === 'ordered' ? lookAgainMs : false),
  })
  if (purge.data) return <GonePaper purge={purge.data} />
  if (purge.isPending) return <Loading />
  if (!isNotHere(purge.error)) return <Trouble error={purge.error} onRetry={() => void purge.refetch()} />
  return <ClipNotHere />
}
