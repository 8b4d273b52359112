import { useQuery } from '@tanstack/preact-query'
import { useEffect, useLayoutEffect } from 'preact/hooks'
import type { Clip, Playback } from '../../../src/clips/schemas.ts'
import { clipQuery } from '../api/queries.ts'
import { useCaptions } from '../captions/use-captions.ts'
import { t } from '../messages/messages.ts'
import { IconButton } from '../parts/button.tsx'
import { Icon } from '../parts/icon.tsx'
import { Loading, Trouble } from '../parts/trouble.tsx'
import type { MediaTrouble } from '../player/attach-media.ts'
import { ClipVideo, useScreen } from '../player/clip-video.tsx'
import type { Player } from '../player/player.ts'
import { TroubleOverPicture } from '../player/trouble-over-picture.tsx'

interface Props {
  readonly clipId: string
  readonly player: Player
  /** Where it plays from, once somebody wanted it to. */
  readonly playback: Playback | undefined
  /** Starts and stops it. */
  readonly onToggle: () => void
  readonly onTrouble: (trouble: MediaTrouble) => void
}

/** The picture alone, large, with as few buttons as a room needs. */
export function RoomScreen({ clipId, ...props }: Props) {
  const clip = useQuery(clipQuery(clipId))
  if (clip.data) return <Screen clip={clip.data} {...props} />
  return (
    <div class="screen">
      {clip.error ? <Trouble error={clip.error} onRetry={() => void clip.refetch()} /> : <Loading />}
    </div>
  )
}

interface ScreenProps extends Omit<Props, 'clipId'> {
  readonly clip: Clip
}

function Screen({ clip, player, playback, onToggle, onTrouble }: ScreenProps) {
  const captions = useCaptions(clip, player)
  const isSound = clip.width === null
  useLayoutEffect(
    () =>
      player.open({
        playlistUrl: playback?.playlistUrl ?? '',
        soundUrl: null,
        durationMs: clip.durationMs ?? 0,
        hasPicture: !isSound,
      }),
    [player, playback?.playlistUrl, clip.durationMs, isSound],
  )
  const { video, frame: section } = useScreen(player)
  useEffect(() => {
    // What was pressed before there was anything to play it.
    if (player.isWaiting.peek()) player.play()
  }, [player])
  const isPlaying = player.isPlaying.value
  return (
    <section class={isSound ? 'stage sound' : 'stage'} ref={section} aria-label={clip.title}>
      <div class="screen">
        <ClipVideo video={video} player={player} title={clip.title} posterUrl={clip.posterUrl} />
        {isSound && (
          <p class="sound-words">
            <Icon name="sound" />
            {t('player.sound-only')}
          </p>
        )}
        {player.isWaiting.value && !player.trouble.value && (
          <div class="screen-button">
            <span class="spinner" />
          </div>
        )}
        <TroubleOverPicture player={player} onTrouble={onTrouble} />
      </div>
      <div class="controls">
        <IconButton icon="back" digit="5" label={t('player.back')} onClick={() => player.skip(-5000)} />
        <IconButton
          class="play"
          icon={isPlaying ? 'pause' : 'play'}
          label={isPlaying ? t('player.pause') : t('player.play')}
          onClick={onToggle}
        />
        <IconButton icon="forward" digit="5" label={t('player.forward')} onClick={() => player.skip(5000)} />
        {captions.length > 0 && (
          <IconButton
            class="captions-button"
            icon="captions"
            label={t('player.captions')}
            aria-pressed={player.showsCaptions.value}
            onClick={() => player.toggleCaptions()}
          />
        )}
      </div>
    </section>
  )
}
