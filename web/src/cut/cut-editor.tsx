import { useCallback, useState } from 'preact/hooks'
import type { Cut, CutPage, SetCut } from '../../../src/clips/cut-schemas.ts'
import type { Clip } from '../../../src/clips/schemas.ts'
import { t } from '../messages/messages.ts'
import { Notice } from '../parts/notice.tsx'
import { Refusal } from '../parts/refusal.tsx'
import { Loading, Trouble } from '../parts/trouble.tsx'
import type { MediaTrouble } from '../player/attach-media.ts'
import { DrawRegion } from '../player/draw-region.tsx'
import { Player } from '../player/player.ts'
import { usePlayback } from '../watch/use-playback.ts'
import { CutPlayer } from './cut-player.tsx'
import { cutRequest, type Hidden } from './hidden.ts'
import { HiddenOverPicture } from './hidden-over-picture.tsx'
import { HideEditor } from './hide-editor.tsx'
import { HideSection } from './hide-section.tsx'
import { MakeButtons } from './make-buttons.tsx'
import { OriginalChoice } from './original-choice.tsx'
import { TrimPart } from './trim-part.tsx'
import { useCutDraft } from './use-cut-draft.ts'
import { useHiding } from './use-hiding.ts'
import { useStills } from './use-stills.ts'

interface Props {
  readonly clip: Clip
  /** As the clip is now. */
  readonly standing: Cut
  readonly recordingMs: number
  readonly original: CutPage['original']
  readonly refusal: unknown
  readonly isBusy: boolean
  /** Says `done` once it is taken. */
  readonly onCut: (cut: SetCut, done: string) => void
  /** The same, for who says themselves what came of it: rejects where it is refused. */
  readonly sendCut: (cut: SetCut) => Promise<unknown>
  readonly onTrouble: () => unknown
}

/** What of the recording the clip is to be, and what is hidden of it: seen and said in words before it is made. */
export function CutEditor(props: Props) {
  const { clip, standing, recordingMs, original, refusal, isBusy, onCut, sendCut, onTrouble } = props
  const { draft, change, reset, isUnchanged, isRestored } = useCutDraft(clip.id, standing, original)
  const { part, hidden } = draft
  // What was refused of what is wanted no more is no news.
  const [settled, setSettled] = useState<unknown>()
  const hiding = useHiding(draft, (hidden) => change({ hidden }))
  const [player] = useState(() => new Player())
  const playback = usePlayback(clip, clip.can.play, player)
  const stills = useStills(playback.data?.storyboardUrl ?? null)
  const { renew } = playback
  const trouble = useCallback(
    (what: MediaTrouble) => {
      if (what === 'ended') void renew()
      void onTrouble()
    },
    [onTrouble, renew],
  )
  // The player knows the clip as it is; all that is said here is said of the whole recording.
  const playerMs = player.timeMs.value + standing.inMs
  const atMs = playback.data && playerMs
  const look = (ms: number) => {
    if (ms >= standing.inMs && ms <= standing.outMs) player.seek(ms - standing.inMs)
  }
  const { width, height } = clip
  const ratio = width === null || height === null ? 16 / 9 : width / height
  const { open } = hiding
  const beginChange = (one: Hidden) => {
    player.pause()
    look(one.startMs)
    hiding.begin(one)
  }
  const add = (kind: 'box' | 'mute') => {
    player.pause()
    hiding.add(kind, playerMs, recordingMs)
  }
  const wanted = () => cutRequest(part, hidden, draft.original, recordingMs)
  return (
    <div class="cut">
      {clip.can.play && playback.isPending && <Loading />}
      {clip.can.play && playback.error && !playback.data && (
        <Trouble error={playback.error} onRetry={() => void playback.refetch()} />
      )}
      {playback.data && (
        <CutPlayer
          clip={clip}
          playback={playback.data}
          player={player}
          offsetMs={standing.inMs}
          onTrouble={trouble}
          overPicture={
            <>
              <HiddenOverPicture player={player} hidden={hiding.others} offsetMs={standing.inMs} />
              {open && open.kind !== 'mute' && (
                <DrawRegion
                  region={open.region}
                  label={t('hide.region')}
                  keys={t('hide.keys')}
                  onRegion={(region) => hiding.change({ ...open, region })}
                  onDone={() => document.getElementById('hide-start')?.focus()}
                  onGiveUp={hiding.giveUp}
                />
              )}
            </>
          }
        />
      )}
      {open ? (
        <HideEditor
          {...{ hidden: open, atMs, player, shown: standing, lengthMs: recordingMs }}
          onHidden={hiding.change}
          onDone={hiding.done}
          onGiveUp={hiding.giveUp}
        />
      ) : (
        <>
          {isRestored && (
            <Notice>
              <p>{t('hide.restored')}</p>
            </Notice>
          )}
          <TrimPart
            {...{ clip, part, standing, recordingMs, atMs, stills, hidden }}
            onPart={(part) => change({ part })}
            onLook={look}
          />
          <HideSection
            {...{ hidden, stills, part, ratio, shown: standing }}
            hasPicture={width !== null && playback.data !== undefined}
            isBurnedIn={standing.redactions.length > 0}
            onAdd={add}
            onChange={beginChange}
            onRemove={hiding.remove}
            onUndo={hiding.putBack}
          />
          {hidden.length > 0 && (
            <OriginalChoice value={draft.original} onChoose={(original) => change({ original })} />
          )}
          {hidden.length === 0 && original !== 'kept' && <p class="hint">{t('hide.stays-sealed')}</p>}
          <Refusal of={refusal === settled ? undefined : refusal} />
          <MakeButtons
            {...{ clip, draft, standing, recordingMs, isUnchanged, isBusy }}
            onMake={(done) => onCut(wanted(), done)}
            make={() => sendCut(wanted())}
            onWhole={() => change({ part: { inMs: 0, outMs: recordingMs } })}
            onReset={() => {
              reset()
              setSettled(refusal)
            }}
          />
        </>
      )}
    </div>
  )
}
