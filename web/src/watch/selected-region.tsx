import { useComputed } from '@preact/signals'
import type { Thread } from '../../../src/threads/schemas.ts'
import { RegionOverlay, showsRegion } from '../player/region-overlay.tsx'
import { useWatching } from '../threads/watching.ts'

/** The region of the thread that is selected, while the clip is at its moment. */
export function SelectedRegion({ threads }: { readonly threads: readonly Thread[] }) {
  const { selectedId, player } = useWatching()
  const thread = threads.find(({ id }) => id === selectedId.value)
  return thread?.region ? (
    <Shown thread={thread} region={thread.region} key={thread.id} player={player} />
  ) : null
}

interface ShownProps {
  readonly thread: Thread
  readonly region: NonNullable<Thread['region']>
  readonly player: ReturnType<typeof useWatching>['player']
}

function Shown({ thread, region, player }: ShownProps) {
  const isNow = useComputed(() => showsRegion(thread, player.timeMs.value)).value
  return isNow ? <RegionOverlay region={region} /> : null
}
