import { Component, Fragment } from 'preact'
import { useState } from 'preact/hooks'
import type { Clip } from '../../../src/clips/schemas.ts'
import type { Thread } from '../../../src/threads/schemas.ts'
import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { ThreadCard } from './thread-card.tsx'
import { useWatching } from './watching.ts'

interface Props {
  readonly threads: readonly Thread[]
  /** To name where something was said; one alone goes without saying. */
  readonly grants: Clip['grants']
}

const atOnce = 100
/** From so many on, the browser need not lay out what is out of sight. */
const manyThreads = 50

/** The threads in clip order, a hundred at a time; the one that is selected is always among them. */
export function ThreadList({ threads, grants }: Props) {
  const { selectedId } = useWatching()
  const [wanted, setWanted] = useState(atOnce)
  const selectedAt = threads.findIndex(({ id }) => id === selectedId.value)
  const shown = threads.slice(0, Math.max(wanted, selectedAt + 1))
  const names = new Map(grants.length > 1 ? grants.map(({ cohort }) => [cohort.id, cohort.name]) : [])
  return (
    <>
      <div class={shown.length > manyThreads ? 'thread-list many' : 'thread-list'}>
        {shown.map((thread, at) => (
          <Fragment key={thread.id}>
            {thread.offClip && !shown[at - 1]?.offClip && <p class="threads-off">{t('threads.off')}</p>}
            <ThreadRow thread={thread} cohort={names.get(thread.cohortId)} />
          </Fragment>
        ))}
      </div>
      {shown.length < threads.length && (
        <Button onClick={() => setWanted(shown.length + atOnce)}>
          {t('threads.more', { count: Math.min(atOnce, threads.length - shown.length) })}
        </Button>
      )}
    </>
  )
}

interface RowProps {
  readonly thread: Thread
  readonly cohort: string | undefined
}

/** Drawn again only when its thread is another object, which the query cache sees to. */
class ThreadRow extends Component<RowProps> {
  override shouldComponentUpdate(next: RowProps): boolean {
    return next.thread !== this.props.thread || next.cohort !== this.props.cohort
  }

  override render({ thread, cohort }: RowProps) {
    return <ThreadCard thread={thread} cohort={cohort} />
  }
}
