import { useEffect } from 'preact/hooks'
import { later } from '../parts/later.tsx'
import type { MediaTrouble } from './attach-media.ts'
import type { Player } from './player.ts'

const PlayerTrouble = later(async () => (await import('./player-trouble.tsx')).PlayerTrouble, 'picture')

interface Props {
  readonly player: Player
  /** Called when it stops: perhaps the clip is gone, or the sign-in. */
  readonly onTrouble: (trouble: MediaTrouble) => void
}

/** What is wrong, over the picture, where something is. */
export function TroubleOverPicture({ player, onTrouble }: Props) {
  const trouble = player.trouble.value
  useEffect(() => {
    if (trouble) onTrouble(trouble)
  }, [trouble, onTrouble])
  const isFresh = player.isFresh.value
  useEffect(() => {
    // Once the connection has dropped it is too late to fetch what says so.
    if (!isFresh) PlayerTrouble.preload().catch(() => {})
  }, [isFresh])
  // What has ended goes on by itself.
  return trouble && trouble !== 'ended' ? <PlayerTrouble player={player} /> : null
}
