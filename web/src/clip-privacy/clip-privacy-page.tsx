import { useQuery } from '@tanstack/preact-query'
import { useRoute } from 'preact-iso'
import { useMe } from '../api/me.ts'
import { isNotHere } from '../api/problem.ts'
import { clipQuery } from '../api/queries.ts'
import { Loading, Trouble } from '../parts/trouble.tsx'
import { NotHerePaper } from './not-here-paper.tsx'
import { OthersPaper } from './others-paper.tsx'
import { OwnersPaper } from './owners-paper.tsx'

/** Where the owner of a clip reads what happens with it, and decides. Others who see it may raise a concern. */
export function ClipPrivacyPage() {
  const { clipId = '' } = useRoute().params
  return <PaperOf key={clipId} clipId={clipId.toLowerCase()} />
}

function PaperOf({ clipId }: { readonly clipId: string }) {
  const me = useMe()
  const clip = useQuery(clipQuery(clipId))
  if (isNotHere(clip.error)) return <NotHerePaper clipId={clipId} />
  if (!clip.data) {
    if (clip.isPending) return <Loading />
    return <Trouble error={clip.error} onRetry={() => void clip.refetch()} />
  }
  return clip.data.owner?.id === me.id ? <OwnersPaper clip={clip.data} /> : <OthersPaper clip={clip.data} />
}
