import { useComputed, useSignal } from '@preact/signals'
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { Clip } from '../../../src/clips/schemas.ts'
import type { Thread } from '../../../src/threads/schemas.ts'
import { useMe } from '../api/me.ts'
import { Player } from '../player/player.ts'
import { Composer } from '../threads/composer.ts'
import { threadAt } from '../threads/thread-order.ts'
import { useTalk } from '../threads/use-talk.ts'
import type { Watching } from '../threads/watching.ts'

/** What the parts of the watch page share, made once for a clip. `reveal` brings a thread into the list. */
export function useWatchingOf(
  clip: Clip,
  threads: readonly Thread[],
  reveal: (threadId: string) => void,
): Watching {
  const { id: personId } = useMe()
  const talk = useTalk(clip.id)
  const [player] = useState(() => new Player())
  const [composer] = useState(() => new Composer(personId, clip.id))
  useLayoutEffect(() => composer.fitTo(clip.cutNo), [composer, clip.cutNo])
  const selectedId = useSignal<string | undefined>(undefined)
  const replyingTo = useSignal<string | undefined>(undefined)
  const freshIds = useSignal<ReadonlySet<string>>(new Set())
  const all = useSignal(threads)
  const currentId = useComputed(() => threadAt(all.value, player.timeMs.value)?.id)
  const latest = useRef(reveal)
  latest.current = reveal
  useLayoutEffect(() => {
    all.value = threads
  }, [all, threads])

  return useMemo(
    () => ({
      clipId: clip.id,
      personId,
      player,
      composer,
      talk,
      selectedId,
      replyingTo,
      freshIds,
      currentId,
      select({ id, startMs }) {
        latest.current(id)
        selectedId.value = id
        if (startMs !== null) player.seek(startMs)
      },
    }),
    [clip.id, personId, player, composer, talk, selectedId, replyingTo, freshIds, currentId],
  )
}
