import { useCallback, useRef, useState } from 'preact/hooks'
import type { Clip } from '../../../src/clips/schemas.ts'
import { Loading, Trouble } from '../parts/trouble.tsx'
import type { MediaTrouble } from '../player/attach-media.ts'
import { Stage } from '../player/stage.tsx'
import { ComposerPanel } from '../threads/composer-panel.tsx'
import { MarkerLane } from '../threads/marker-lane.tsx'
import { RangeLane } from '../threads/range-lane.tsx'
import { allWanted, isWanted } from '../threads/thread-order.ts'
import { useThreads } from '../threads/use-threads.ts'
import { WatchingContext } from '../threads/watching.ts'
import { AudienceDialogLater } from './audience-dialog-later.tsx'
import { ClipNotices, NothingToPlay } from './clip-notices.tsx'
import { HelpDialog } from './help-dialog.tsx'
import { SelectedRegion } from './selected-region.tsx'
import { ThreadsPanel } from './threads-panel.tsx'
import { useActs } from './use-acts.ts'
import { useDeepLink } from './use-deep-link.ts'
import { usePlayback } from './use-playback.ts'
import { useWatchingOf } from './use-watching-of.ts'
import { WatchTitle } from './watch-title.tsx'

interface Props {
  readonly clip: Clip
  readonly isOwner: boolean
  readonly isLost: boolean
  /** The player stopped: perhaps the clip is gone. */
  readonly onTrouble: () => unknown
}

/** A clip within reach, with all that belongs to it. */
export function Watch({ clip, isOwner, isLost, onTrouble }: Props) {
  const [dialog, setDialog] = useState<'audience' | 'help'>()
  const [wanted, setWanted] = useState(allWanted)
  const canPlay = clip.can.play
  const found = useThreads(clip)
  const listed = found.shown.filter((thread) => isWanted(thread, wanted))
  const onTimeline = found.all.filter((thread) => isWanted(thread, wanted))

  const letIn = useRef(() => {})
  letIn.current = () => {
    watching.freshIds.value = found.letIn()
  }
  const reveal = (threadId: string) => {
    if (listed.some(({ id }) => id === threadId)) return
    if (!found.shown.some(({ id }) => id === threadId)) letIn.current()
    if (!onTimeline.some(({ id }) => id === threadId)) setWanted(allWanted)
  }
  const watching = useWatchingOf(clip, found.all, reveal)
  const playback = usePlayback(clip, canPlay, watching.player)
  useDeepLink(watching, playback.data !== undefined, found.all)
  useActs(watching, clip, listed, () => setDialog('help'))
  const closeDialog = () => setDialog(undefined)
  const places =
    clip.state === 'withdrawn' ? [] : clip.grants.filter(({ canComment }) => isOwner || canComment)
  const { renew } = playback
  const trouble = useCallback(
    (what: MediaTrouble) => {
      if (what === 'ended') void renew()
      void onTrouble()
    },
    [onTrouble, renew],
  )

  return (
    <WatchingContext.Provider value={watching}>
      <div class={canPlay ? 'watch' : 'watch nothing'}>
        <div class="watch-main">
          <WatchTitle clip={clip} onAudience={() => setDialog('audience')} />
          {canPlay && <ClipNotices clip={clip} isOwner={isOwner} onShare={() => setDialog('audience')} />}
          {!canPlay && <NothingToPlay clip={clip} />}
          {canPlay && !playback.data && playback.error && (
            <Trouble error={playback.error} onRetry={() => void playback.refetch()} />
          )}
          {canPlay && playback.isPending && <Loading />}
          {canPlay && playback.data && (
            <Stage
              clip={clip}
              playback={playback.data}
              player={watching.player}
              onHelp={() => setDialog('help')}
              onTrouble={trouble}
              overPicture={<SelectedRegion threads={onTimeline} />}
              lanes={
                <>
                  <RangeLane threads={onTimeline} durationMs={clip.durationMs ?? 0} />
                  <MarkerLane threads={onTimeline} durationMs={clip.durationMs ?? 0} />
                </>
              }
            />
          )}
          {canPlay && <ComposerPanel clip={clip} places={places} />}
        </div>
        {canPlay && (
          <ThreadsPanel
            clip={clip}
            isOwner={isOwner}
            found={found}
            listed={listed}
            wanted={wanted}
            onWanted={setWanted}
            onLetIn={() => letIn.current()}
            isLost={isLost}
          />
        )}
      </div>
      {dialog === 'audience' && <AudienceDialogLater clip={clip} isOwner={isOwner} onClose={closeDialog} />}
      {dialog === 'help' && <HelpDialog onClose={closeDialog} />}
    </WatchingContext.Provider>
  )
}
