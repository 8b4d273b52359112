import { useEffect, useRef } from 'preact/hooks'
import type { Clip } from '../../../src/clips/schemas.ts'
import type { Thread } from '../../../src/threads/schemas.ts'
import { timeInWords } from '../messages/in-words.ts'
import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { sayAloud } from '../parts/status.tsx'
import { Loading, Trouble } from '../parts/trouble.tsx'
import { ThreadFilter } from '../threads/thread-filter.tsx'
import { ThreadList } from '../threads/thread-list.tsx'
import { allWanted, type Wanted } from '../threads/thread-order.ts'
import type { FoundThreads } from '../threads/use-threads.ts'

interface Props {
  readonly clip: Clip
  readonly isOwner: boolean
  readonly found: FoundThreads
  /** What the filter leaves of the list. */
  readonly listed: readonly Thread[]
  readonly wanted: Wanted
  readonly onWanted: (wanted: Wanted) => void
  readonly onLetIn: () => void
  readonly isLost: boolean
}

const sayAtMostEachMs = 15_000

export function ThreadsPanel(props: Props) {
  const { clip, isOwner, found, listed, wanted, onWanted, onLetIn, isLost } = props
  const { shown, waiting } = found
  useWaitingSaid(waiting)
  return (
    <aside class="threads" aria-labelledby="threads-title">
      <div class="threads-head">
        <h2 id="threads-title" tabIndex={-1}>
          {t('threads.title')}
        </h2>
        {shown.length > 0 && <ThreadFilter wanted={wanted} grants={clip.grants} onWanted={onWanted} />}
        {isLost && <p class="not-live">{t('threads.not-live', { time: timeInWords(found.asOf) })}</p>}
        {waiting > 0 && (
          <Button look="primary" class="pill" onClick={onLetIn}>
            {t('threads.waiting', { count: waiting })}
          </Button>
        )}
      </div>
      {found.isPending && <Loading />}
      {found.error !== null && found.error !== undefined && (
        <Trouble error={found.error} onRetry={found.refetch} />
      )}
      {!found.isPending && shown.length === 0 && waiting === 0 && !found.error && (
        <p class="empty">
          {clip.grants.length > 0
            ? t('threads.none')
            : isOwner
              ? t('threads.none-unshared')
              : t('threads.none')}
        </p>
      )}
      {shown.length > 0 && listed.length === 0 && (
        <div class="empty">
          <p>{t('threads.none-match')}</p>
          <Button onClick={() => onWanted(allWanted)}>{t('threads.show-all')}</Button>
        </div>
      )}
      <ThreadList threads={listed} grants={clip.grants} />
    </aside>
  )
}

/** Reads out that something came in, not oftener than every quarter of a minute. */
function useWaitingSaid(waiting: number): void {
  const lastSaid = useRef(Number.NEGATIVE_INFINITY)
  useEffect(() => {
    if (waiting === 0) return
    const wait = Math.max(0, lastSaid.current + sayAtMostEachMs - performance.now())
    const timer = setTimeout(() => {
      lastSaid.current = performance.now()
      sayAloud(t('threads.waiting', { count: waiting }))
    }, wait)
    return () => clearTimeout(timer)
  }, [waiting])
}
