import type { ReadonlySignal, Signal } from '@preact/signals'
import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Note } from '../../../src/threads/note-schemas.ts'
import type { Thread } from '../../../src/threads/schemas.ts'
import type { Player } from '../player/player.ts'
import type { Assignment } from '../stages/stages-query.ts'
import type { Composer } from './composer.ts'
import type { Reading } from './reading.ts'
import type { SeenLater } from './seen-later.ts'
import type { Notes } from './use-notes.ts'
import type { Talk } from './use-talk.ts'

/** Something that was posted just now, and how to take it back. */
export interface Posted {
  readonly words: string
  readonly undo: () => Promise<void>
}

/** What the parts of the watch page share. It stays the same object as long as a cut of the clip is watched. */
export interface Watching {
  readonly clipId: string
  readonly personId: string
  readonly player: Player
  readonly composer: Composer
  readonly talk: Talk
  readonly notes: Notes
  /** What runs on the clip now: it says whose turn it is to write what. */
  readonly stages: ReadonlySignal<readonly Assignment[]>
  readonly reading: Reading
  readonly seenWatch: SeenLater
  /** A thread, or a note. */
  readonly selectedId: Signal<string | undefined>
  /** The comment that was asked for, where it is more than its thread. */
  readonly soughtId: Signal<string | undefined>
  /** The thread about what is being shown. */
  readonly currentId: ReadonlySignal<string | undefined>
  /** The thread that is being answered. */
  readonly replyingTo: Signal<string | undefined>
  readonly posted: Signal<Posted | undefined>
  /** The clip was playing when the writing began. */
  readonly wasPlaying: Signal<boolean>
  /** Goes to the moment of a thread or a note, and shows it in its list. */
  readonly select: (said: Selectable) => void
}

export type Selectable = Pick<Thread | Note, 'id' | 'startMs'>

export const WatchingContext = createContext<Watching | undefined>(undefined)

export function useWatching(): Watching {
  const watching = useContext(WatchingContext)
  if (!watching) throw new Error('no clip is being watched here')
  return watching
}
