import type { ReadonlySignal, Signal } from '@preact/signals'
import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Thread } from '../../../src/threads/schemas.ts'
import type { Player } from '../player/player.ts'
import type { Composer } from './composer.ts'
import type { Talk } from './use-talk.ts'

/** What the parts of the watch page share. It stays the same object as long as the clip is watched. */
export interface Watching {
  readonly clipId: string
  readonly personId: string
  readonly player: Player
  readonly composer: Composer
  readonly talk: Talk
  readonly selectedId: Signal<string | undefined>
  /** The thread about what is being shown. */
  readonly currentId: ReadonlySignal<string | undefined>
  /** The thread that is being answered. */
  readonly replyingTo: Signal<string | undefined>
  /** Comments that came in while the page was open, and have just been let in. */
  readonly freshIds: Signal<ReadonlySet<string>>
  /** Goes to a thread's moment, and shows it in the list. */
  readonly select: (thread: Pick<Thread, 'id' | 'startMs'>) => void
}

export const WatchingContext = createContext<Watching | undefined>(undefined)

export function useWatching(): Watching {
  const watching = useContext(WatchingContext)
  if (!watching) throw new Error('no clip is being watched here')
  return watching
}
