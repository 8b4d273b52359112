import { useEffect, useRef } from 'preact/hooks'
import type { Clip } from '../../../src/clips/schemas.ts'
import type { Thread } from '../../../src/threads/schemas.ts'
import { isNarrow } from '../browser/narrow.ts'
import { timeInWords } from '../messages/in-words.ts'
import { t } from '../messages/messages.ts'
import { QueuedPosts } from '../offline/later.tsx'
import { Button } from '../parts/button.tsx'
import { sayAloud } from '../parts/status.tsx'
import { Switch } from '../parts/switch.tsx'
import { Loading, Trouble } from '../parts/trouble.tsx'
import { SealNotice, StagePanel } from '../stages/staged.ts'
import { sealOf } from '../stages/turns.ts'
import { follows, setFollows } from '../threads/follow.ts'
import type { Place } from '../threads/places.ts'
import { ThreadFilter } from '../threads/thread-filter.tsx'
import { ThreadList } from '../threads/thread-list.tsx'
import { allWanted, type Wanted } from '../threads/thread-order.ts'
import type { FoundThreads } from '../threads/use-threads.ts'
import { useWatching } from '../threads/watching.ts'

interface Props {
  readonly clip: Clip
  readonly isOwner: boolean
  readonly talksIn: readonly Place[]
  readonly found: FoundThreads
  /** What the filter leaves of the list. */
  readonly listed: readonly Thread[]
  readonly wanted: Wanted
  readonly onWanted: (wanted: Wanted) => void
  readonly onLetIn: () => void
  readonly isLost: boolean
}

const sayAtMostEachMs = 15_000
/** What comes in with a seal that opens is let in at once, and then there is nothing to say of it. */
const settledMs = 500

/** What was said, with all that chooses among it. */
export function ThreadsPanel(props: Props) {
  const { clip, isOwner, talksIn, found, listed, wanted, onWanted, onLetIn, isLost } = props
  const { shown, waiting } = found
  useWaitingSaid(waiting)
  const { composer, stages } = useWatching()
  const isSealed = stages.value.some((assignment) => sealOf(assignment) !== undefined)
  const head = useRef<HTMLDivElement>(null)
  const choose = (chosen: Wanted) => {
    onWanted(chosen)
    // Another list begins at its beginning. In one column the choices stand there anyway.
    const panel = head.current?.closest('aside')
    if (panel) panel.scrollTop = 0
  }
  return (
    <>
      {stages.value.length > 0 && !isNarrow.value && <StagePanel assignments={stages.value} />}
      <div class="threads-head" ref={head}>
        <h2 id="threads-title" class="visually-hidden" tabIndex={-1}>
          {t('threads.title')}
        </h2>
        {shown.length > 0 && (
          <div class="threads-tools">
            <ThreadFilter wanted={wanted} threads={shown} talksIn={talksIn} onWanted={choose} />
            <Switch label={t('threads.follow')} on={follows.value} onChange={setFollows} />
          </div>
        )}
        {isLost && <p class="not-live">{t('threads.not-live', { time: timeInWords(found.asOf) })}</p>}
        {waiting > 0 && (
          <Button look="primary" class="pill" onClick={onLetIn}>
            {t('threads.waiting', { count: waiting })}
          </Button>
        )}
      </div>
      <QueuedPosts clipId={clip.id} composer={composer} />
      {isSealed && <SealNotice assignments={stages.value} durationMs={clip.durationMs ?? 0} />}
      {found.isPending && <Loading />}
      {found.error !== null && found.error !== undefined && (
        <Trouble error={found.error} onRetry={found.refetch} />
      )}
      {!found.isPending && !isSealed && shown.length === 0 && waiting === 0 && !found.error && (
        <p class="empty">
          {clip.grants.length === 0 && isOwner ? t('threads.none-unshared') : t('threads.none')}
        </p>
      )}
      {shown.length > 0 && listed.length === 0 && (
        <div class="empty">
          <p>{t('threads.none-match')}</p>
          <Button onClick={() => onWanted(allWanted)}>{t('threads.show-all')}</Button>
        </div>
      )}
      <ThreadList key={wanted.order} threads={listed} talksIn={talksIn} />
    </>
  )
}

/** Reads out that something came in, not oftener than every quarter of a minute. */
function useWaitingSaid(waiting: number): void {
  const lastSaid = useRef(Number.NEGATIVE_INFINITY)
  useEffect(() => {
    if (waiting === 0) return
    const wait = Math.max(settledMs, lastSaid.current + sayAtMostEachMs - performance.now())
    const timer = setTimeout(() => {
      lastSaid.current = performance.now()
      sayAloud(t('threads.waiting', { count: waiting }))
    }, wait)
    return () => clearTimeout(timer)
  }, [waiting])
}
