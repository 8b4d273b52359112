import type { Player } from '../player/player.ts'
import type { Composer } from './composer.ts'

/** Shows the moment that is written about, and lets a place in its picture be marked. */
export function markRegion(composer: Composer, player: Player): void {
  player.pause()
  player.seek(composer.draft.peek().startMs ?? player.timeMs.peek())
  player.isMarking.value = true
}
