import { useQuery } from '@tanstack/preact-query'
import type { ComponentChildren } from 'preact'
import { useRoute } from 'preact-iso'
import { useMe } from '../api/me.ts'
import { isNotHere } from '../api/problem.ts'
import { clipQuery } from '../api/queries.ts'
import { ClipNotHere } from '../clips/clip-not-here.tsx'
import { Loading, Trouble } from '../parts/trouble.tsx'
import { Gone } from './gone.tsx'
import { useLive } from './use-live.ts'
import { Watch } from './watch.tsx'

export function WatchPage() {
  const { clipId = '' } = useRoute().params
  return <WatchClip key={clipId} clipId={clipId.toLowerCase()} />
}

function WatchClip({ clipId }: { readonly clipId: string }) {
  const me = useMe()
  const clip = useQuery(clipQuery(clipId))
  const { data } = clip
  if (!data) {
    if (clip.isPending) return <Loading />
    if (isNotHere(clip.error)) return <ClipNotHere />
    return <Trouble error={clip.error} onRetry={() => void clip.refetch()} />
  }
  return (
    <Followed
      clipId={clipId}
      isRefused={isNotHere(clip.error)}
      owner={data.owner.name}
      onAgain={clip.refetch}
    >
      {(isLost) => (
        <Watch clip={data} isOwner={data.owner.id === me.id} isLost={isLost} onTrouble={clip.refetch} />
      )}
    </Followed>
  )
}

interface FollowedProps {
  readonly clipId: string
  /** The clip was here, and is not any more. */
  readonly isRefused: boolean
  readonly owner: string
  readonly onAgain: () => unknown
  readonly children: (isLost: boolean) => ComponentChildren
}

/** Shows a clip as long as it is within reach, and live. */
function Followed({ clipId, isRefused, owner, onAgain, children }: FollowedProps) {
  const { live, again } = useLive(clipId)
  if (live === 'gone' || isRefused) {
    return (
      <Gone
        owner={owner}
        onAgain={() => {
          again()
          onAgain()
        }}
      />
    )
  }
  return <>{children(live === 'lost')}</>
}
