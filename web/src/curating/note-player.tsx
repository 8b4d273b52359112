import { useCallback } from 'preact/hooks'
import type { Clip } from '../../../src/clips/schemas.ts'
import { useCaptions } from '../captions/use-captions.ts'
import { CutPlayer } from '../cut/cut-player.tsx'
import { Loading, Trouble } from '../parts/trouble.tsx'
import type { MediaTrouble } from '../player/attach-media.ts'
import type { Player } from '../player/player.ts'
import { usePlayback } from '../watch/use-playback.ts'

interface Props {
  readonly clip: Clip
  readonly player: Player
  readonly onTrouble: () => unknown
}

/** The clip, small, to find the moment that a note is about. To open it is a play, as anywhere. */
export function NotePlayer({ clip, player, onTrouble }: Props) {
  const playback = usePlayback(clip, clip.can.play, player)
  const { renew } = playback
  useCaptions(clip, player)
  const trouble = useCallback(
    (what: MediaTrouble) => {
      if (what === 'ended') void renew()
      void onTrouble()
    },
    [onTrouble, renew],
  )
  if (playback.error && !playback.data) {
    return <Trouble error={playback.error} onRetry={() => void playback.refetch()} />
  }
  if (!playback.data) return <Loading />
  return <CutPlayer clip={clip} playback={playback.data} player={player} onTrouble={trouble} />
}
