import { useInfiniteQuery, useQuery } from '@tanstack/preact-query'
import { useMe } from '../api/me.ts'
import { myExemplarsQuery } from '../api/my-exemplars-query.ts'
import { cohortsQuery } from '../api/queries.ts'
import { clipsWhere } from '../clips/clips-queries.ts'
import { ownerName } from '../clips/owner-name.ts'
import { t } from '../messages/messages.ts'
import { Loading, Trouble } from '../parts/trouble.tsx'
import { useUploadDesk } from '../upload/upload-desk.ts'
import { ownInvitationsQuery } from './invitations-query.ts'
import { newsOf, useNews } from './news-query.ts'
import { TaskRow } from './task-row.tsx'
import { type Task, toDo } from './to-do.ts'

export const myNewest = clipsWhere({ owner: 'me', limit: 5 })
const othersNewest = clipsWhere({ owner: 'others', limit: 5 })

interface Props {
  /** They are told what to do already, so that there is nothing else goes without saying. */
  readonly isToldWhat: boolean
}

/** What waits for the reader: a short list, or the calm that there is none. */
export function ToDoSection({ isToldWhat }: Props) {
  const me = useMe()
  const uploads = useUploadDesk().uploader.value?.uploads.value ?? []
  const invitations = useQuery(ownInvitationsQuery)
  const cohorts = useQuery(cohortsQuery)
  const mine = useInfiniteQuery(myNewest)
  const news = useNews()
  const exemplars = useQuery(myExemplarsQuery)
  const asked = [invitations, cohorts, mine, news, exemplars]
  const lost = asked.find(({ error }) => error)
  const tasks = toDo({
    ...{ meId: me.id, now: Date.now(), uploads },
    invitations: invitations.data?.items ?? [],
    cohorts: cohorts.data?.items ?? [],
    mine: mine.data?.pages.flatMap(({ items }) => items) ?? [],
    news: newsOf(news.data),
    exemplars: exemplars.data?.owned ?? [],
  })
  if (isToldWhat && tasks.length === 0 && !lost) return null
  return (
    <section class="to-do" aria-labelledby="to-do">
      <h2 id="to-do">{t('home.to-do')}</h2>
      {lost && (
        <Trouble
          error={lost.error}
          onRetry={() => asked.forEach((each) => void (each.error && each.refetch()))}
        />
      )}
      {tasks.length > 0 && (
        <ul class="tasks">
          {tasks.map((task) => (
            <TaskRow key={keyOf(task)} task={task} />
          ))}
        </ul>
      )}
      {tasks.length === 0 && !lost && (asked.some(({ isPending }) => isPending) ? <Loading /> : <Nothing />)}
    </section>
  )
}

function keyOf(task: Task): string {
  if (task.kind === 'invitation') return task.invitation.id
  if (task.kind === 'norms') return task.cohort.id
  if (task.kind === 'upload') return task.waits
  if ('exemplar' in task) return task.exemplar.id
  return task.kind === 'news' ? 'news' : task.clip.id
}

/** Nothing has to be done; something can be looked at, if there is something. */
function Nothing() {
  const shared = useInfiniteQuery(othersNewest).data?.pages[0]?.items.find(({ can }) => can.play)
  return (
    <p>
      {t('home.nothing')}{' '}
      {shared && (
        <a href={`/clips/${shared.id}`}>
          {t('home.look-at', { title: shared.title, name: ownerName(shared.owner) })}
        </a>
      )}
    </p>
  )
}
