import { useComputed, useSignal } from '@preact/signals'
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { Clip } from '../../../src/clips/schemas.ts'
import type { Thread } from '../../../src/threads/schemas.ts'
import { useMe } from '../api/me.ts'
import { Player } from '../player/player.ts'
import type { Assignment } from '../stages/stages-query.ts'
import { Composer } from '../threads/composer.ts'
import type { Reading } from '../threads/reading.ts'
import { SeenLater } from '../threads/seen-later.ts'
import { threadAt } from '../threads/thread-order.ts'
import { useNotes } from '../threads/use-notes.ts'
import { useTalk } from '../threads/use-talk.ts'
import type { Posted, Watching } from '../threads/watching.ts'

/** What the parts of the watch page share, made once for a clip. `reveal` brings a thread, or a note, into its list. */
export function useWatchingOf(
  clip: Clip,
  threads: readonly Thread[],
  reading: Reading,
  stages: readonly Assignment[],
  reveal: (id: string) => void,
): Watching {
  const { id: personId } = useMe()
  const talk = useTalk(clip.id)
  const notes = useNotes(clip.id, clip.cutNo)
  const [player] = useState(() => new Player())
  const [composer] = useState(() => new Composer(personId, clip.id))
  const [seenWatch] = useState(() => new SeenLater())
  useEffect(() => () => seenWatch.close(), [seenWatch])
  useLayoutEffect(() => composer.fitTo(clip.cutNo), [composer, clip.cutNo])
  const selectedId = useSignal<string | undefined>(undefined)
  const replyingTo = useSignal<string | undefined>(undefined)
  const soughtId = useSignal<string | undefined>(undefined)
  const posted = useSignal<Posted | undefined>(undefined)
  const wasPlaying = useSignal(false)
  const all = useSignal(threads)
  const currentId = useComputed(() => threadAt(all.value, player.timeMs.value)?.id)
  const latest = useRef(reveal)
  latest.current = reveal
  const running = useSignal(stages)
  useLayoutEffect(() => {
    all.value = threads
    running.value = stages
  }, [all, threads, running, stages])

  return useMemo(
    () => ({
      ...{ clipId: clip.id, personId, player, composer, talk, notes, reading, seenWatch },
      stages: running,
      ...{ selectedId, soughtId, replyingTo, posted, wasPlaying, currentId },
      select({ id, startMs }) {
        latest.current(id)
        selectedId.value = id
        if (startMs !== null) player.seek(startMs)
      },
    }),
    [clip.id, personId, player, composer, talk, notes, reading, seenWatch, running],
  )
}
