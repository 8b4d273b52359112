import { Component, Fragment } from 'preact'
import type { Thread } from '../../../src/threads/schemas.ts'
import { t } from '../messages/messages.ts'
import type { Place } from './places.ts'
import { ThreadCard } from './thread-card.tsx'
import { useFollow } from './use-follow.ts'
import { useGrowing } from './use-growing.ts'
import { useWatching } from './watching.ts'

interface Props {
  readonly threads: readonly Thread[]
  /** To name where something was said; one alone goes without saying. */
  readonly talksIn: readonly Place[]
}

/** From so many on, the browser need not lay out what is out of sight. */
const manyThreads = 50

/** The threads in their order. A long list is drawn bit by bit; the one that is selected is always among them. */
export function ThreadList({ threads, talksIn }: Props) {
  const { selectedId } = useWatching()
  const drawn = useGrowing(threads.length)
  useFollow()
  const selectedAt = threads.findIndex(({ id }) => id === selectedId.value)
  const shown = threads.slice(0, Math.max(drawn, selectedAt + 1))
  const names = new Map(talksIn.length > 1 ? talksIn.map(({ cohort }) => [cohort.id, cohort.name]) : [])
  return (
    <div class={threads.length > manyThreads ? 'thread-list many' : 'thread-list'}>
      {shown.map((thread, at) => (
        <Fragment key={thread.id}>
          {thread.offClip && !shown[at - 1]?.offClip && <p class="threads-off">{t('threads.off')}</p>}
          <ThreadRow thread={thread} cohort={names.get(thread.cohortId)} />
        </Fragment>
      ))}
    </div>
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
