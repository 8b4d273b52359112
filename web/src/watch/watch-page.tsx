import { useQuery } from '@tanstack/preact-query'
import type { ComponentChildren } from 'preact'
import { useRoute } from 'preact-iso'
import type { Clip } from '../../../src/clips/schemas.ts'
import { useMe } from '../api/me.ts'
import { isNotHere } from '../api/problem.ts'
import { clipQuery } from '../api/queries.ts'
import { ClipNotHere } from '../clips/clip-not-here.tsx'
import { QueuedPosts } from '../offline/later.tsx'
import { later } from '../parts/later.tsx'
import { Loading, Trouble } from '../parts/trouble.tsx'
import { useLive } from './use-live.ts'
import { Watch } from './watch.tsx'

const Gone = later(async () => (await import('./gone.tsx')).Gone, 'talk')

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
    if (isNotHere(clip.error)) {
      return (
        <ClipNotHere>
          <QueuedPosts clipId={clipId} />
        </ClipNotHere>
      )
    }
    return <Trouble error={clip.error} onRetry={() => void clip.refetch()} />
  }
  return (
    <Followed clipId={clipId} isRefused={isNotHere(clip.error)} clip={data} onAgain={clip.refetch}>
      {(isLost) => (
        <Watch clip={data} isOwner={data.owner?.id === me.id} isLost={isLost} onTrouble={clip.refetch} />
      )}
    </Followed>
  )
}

interface FollowedProps {
  readonly clipId: string
  /** The clip was here, and is not any more. */
  readonly isRefused: boolean
  readonly clip: Clip
  readonly onAgain: () => unknown
  readonly children: (isLost: boolean) => ComponentChildren
}

/** Shows a clip as long as it is within reach, and live. */
function Followed({ clipId, isRefused, clip, onAgain, children }: FollowedProps) {
  const { live, again } = useLive(clipId)
  if (live === 'gone' || isRefused) {
    return (
      <Gone
        clip={clip}
        onAgain={() => {
          again()
          onAgain()
        }}
      >
        <QueuedPosts clipId={clipId} />
      </Gone>
    )
  }
  return <>{children(live === 'lost')}</>
}
