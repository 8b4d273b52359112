import { useComputed } from '@preact/signals'
import type { Thread } from '../../../src/threads/schemas.ts'
import { later } from '../parts/later.tsx'
import { RegionOverlay, showsRegion } from '../player/region-overlay.tsx'
import { useWatching } from '../threads/watching.ts'

const RegionEditor = later(async () => (await import('../threads/region-editor.tsx')).RegionEditor, 'picture')

/**
 * Over the picture: the place that is being marked, or that of the draft that is open, or of the thread that is selected,
 * while the clip is at its moment.
 */
export function SelectedRegion({ threads }: { readonly threads: readonly Thread[] }) {
  const { selectedId, player, composer } = useWatching()
  if (player.isMarking.value && composer.isOpen.value) return <RegionEditor />
  const draft = composer.draft.value
  if (composer.isOpen.value && draft.region) return <Shown at={draft} region={draft.region} key="draft" />
  const thread = threads.find(({ id }) => id === selectedId.value)
  return thread?.region ? <Shown at={thread} region={thread.region} key={thread.id} /> : null
}

interface ShownProps {
  readonly at: Pick<Thread, 'startMs' | 'endMs'>
  readonly region: NonNullable<Thread['region']>
}

function Shown({ at, region }: ShownProps) {
  const { player } = useWatching()
  const isNow = useComputed(() => showsRegion(at, player.timeMs.value)).value
  return isNow ? <RegionOverlay region={region} /> : null
}
