import { useQuery } from '@tanstack/preact-query'
import { useCallback, useMemo, useState } from 'preact/hooks'
import type { Clip } from '../../../src/clips/schemas.ts'
import { isNarrow } from '../browser/narrow.ts'
import { useCaptions } from '../captions/use-captions.ts'
import { later } from '../parts/later.tsx'
import { Trouble } from '../parts/trouble.tsx'
import type { MediaTrouble } from '../player/attach-media.ts'
import { Stage } from '../player/stage.tsx'
import { FollowStages, StagePanel } from '../stages/staged.ts'
import { type Assignment, stagesQuery } from '../stages/stages-query.ts'
import { ComposerPanel } from '../threads/composer-panel.tsx'
import { MarkerLane } from '../threads/marker-lane.tsx'
import { placesOf } from '../threads/places.ts'
import { RangeLane } from '../threads/range-lane.tsx'
import { allWanted, inOrder, isWanted } from '../threads/thread-order.ts'
import { useMyNotes } from '../threads/use-notes.ts'
import { useReading } from '../threads/use-reading.ts'
import { useThreads } from '../threads/use-threads.ts'
import { WatchingContext } from '../threads/watching.ts'
import { AudienceDialogLater } from './audience-dialog-later.tsx'
import { ClipNotices } from './clip-notices.tsx'
import { SelectedRegion } from './selected-region.tsx'
import { SidePanel, type SideTab } from './side-panel.tsx'
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

const HelpDialogLater = later(async () => (await import('./help-dialog.tsx')).HelpDialog, 'talk')
const WordsDialogLater = later(async () => (await import('./clip-words-dialog.tsx')).ClipWordsDialog, 'talk')
const NoteLaneLater = later(async () => (await import('../threads/note-lane.tsx')).NoteLane, 'talk')
const NothingToPlay = later(async () => (await import('./nothing-to-play.tsx')).NothingToPlay, 'upload')

const none: readonly Assignment[] = []

/** A clip within reach, with all that belongs to it. */
export function Watch({ clip, isOwner, isLost, onTrouble }: Props) {
  const [dialog, setDialog] = useState<'audience' | 'help' | 'words'>()
  const [wanted, setWanted] = useState(allWanted)
  const [tab, setTab] = useState<SideTab>('comments')
  const canPlay = clip.can.play
  const durationMs = clip.durationMs ?? 0
  const found = useThreads(clip)
  const stages = useQuery({ ...stagesQuery(clip.id), enabled: canPlay }).data?.items ?? none
  const reading = useReading(clip.id, found)
  const mine = useMyNotes(clip.id, clip.cutNo, canPlay)
  const newIds = reading.newIds.value
  const [listed, onTimeline] = useMemo(() => {
    const choose = (threads: typeof found.all) => threads.filter((thread) => isWanted(thread, wanted, newIds))
    return [inOrder(choose(found.shown), wanted.order), choose(found.all)]
  }, [found.shown, found.all, wanted, newIds])

  const reveal = (id: string) => {
    const isNote = mine.notes.some((note) => note.id === id)
    setTab(isNote ? 'notes' : 'comments')
    if (isNote || listed.some((thread) => thread.id === id)) return
    if (!found.shown.some((thread) => thread.id === id)) found.letIn()
    if (!onTimeline.some((thread) => thread.id === id)) setWanted(allWanted)
  }
  const watching = useWatchingOf(clip, found.all, reading, stages, reveal)
  const captions = useCaptions(clip, watching.player)
  const playback = usePlayback(clip, canPlay, watching.player)
  useDeepLink(watching, playback.data !== undefined, found.all)
  useActs(watching, clip, listed, () => setDialog('help'))
  const closeDialog = () => setDialog(undefined)
  const talksIn = placesOf(clip)
  const places = clip.state === 'withdrawn' ? [] : talksIn.filter(({ canComment }) => isOwner || canComment)
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
          <WatchTitle
            clip={clip}
            isOwner={isOwner}
            onAudience={() => setDialog('audience')}
            onEdit={() => setDialog('words')}
          />
          {canPlay && <ClipNotices clip={clip} isOwner={isOwner} onShare={() => setDialog('audience')} />}
          {!canPlay && <NothingToPlay clip={clip} />}
          {canPlay && !playback.data && playback.error && (
            <Trouble error={playback.error} onRetry={() => void playback.refetch()} />
          )}
          {canPlay && (playback.data || playback.isPending) && (
            <Stage
              clip={clip}
              playback={playback.data}
              player={watching.player}
              onHelp={() => setDialog('help')}
              onTrouble={trouble}
              overPicture={<SelectedRegion threads={onTimeline} />}
              lanes={
                <>
                  <RangeLane threads={onTimeline} durationMs={durationMs} />
                  <MarkerLane threads={onTimeline} durationMs={durationMs} />
                  {mine.notes.length > 0 && <NoteLaneLater notes={mine.notes} durationMs={durationMs} />}
                </>
              }
            />
          )}
          {canPlay && stages.length > 0 && (
            <FollowStages assignments={stages} onLetIn={found.letIn} asOf={found.asOf} />
          )}
          {canPlay && stages.length > 0 && isNarrow.value && <StagePanel assignments={stages} />}
          {canPlay && <ComposerPanel clip={clip} places={places} />}
        </div>
        {canPlay && (
          <SidePanel
            clip={clip}
            isOwner={isOwner}
            captions={captions}
            canComment={places.length > 0}
            tab={tab}
            mine={mine}
            onTab={setTab}
            onAudience={() => setDialog('audience')}
            onEdit={() => setDialog('words')}
          >
            <ThreadsPanel
              clip={clip}
              isOwner={isOwner}
              talksIn={talksIn}
              found={found}
              listed={listed}
              wanted={wanted}
              onWanted={setWanted}
              onLetIn={found.letIn}
              isLost={isLost}
            />
          </SidePanel>
        )}
      </div>
      {dialog === 'audience' && <AudienceDialogLater clip={clip} isOwner={isOwner} onClose={closeDialog} />}
      {dialog === 'words' && <WordsDialogLater clip={clip} onClose={closeDialog} />}
      {dialog === 'help' && <HelpDialogLater onClose={closeDialog} />}
    </WatchingContext.Provider>
  )
}
