import type { ComponentChildren } from 'preact'
import { failureWords } from '../clips/clip-words.ts'
import { watchLink } from '../clips/watch-link.ts'
import { dayInWords } from '../messages/dates.ts'
import { type MessageKey, t } from '../messages/messages.ts'
import { Icon, type IconName } from '../parts/icon.tsx'
import { InvitationTask } from './invitation-task.tsx'
import type { Task } from './to-do.ts'

const uploadWords = {
  title: 'upload.tray-chosen',
  file: 'upload.tray-paused',
  answer: 'upload.tray-refused',
} as const satisfies Record<string, MessageKey>

/** One thing to do, in a sentence, and where it is done. */
export function TaskRow({ task }: { readonly task: Task }) {
  switch (task.kind) {
    case 'invitation':
      return <InvitationTask invitation={task.invitation} />
    case 'norms':
      return (
        <Row icon="people" to={`/cohorts/${task.cohort.id}`} action={t('home.norms-read')}>
          {t('home.norms', { cohort: task.cohort.name })}
        </Row>
      )
    case 'exemplar-asked': {
      const { id, title, nominatedBy } = task.exemplar
      return (
        <Row icon="books" to={`/exemplars/${id}/passport`} action={t('home.exemplar-answer')}>
          {t('home.exemplar-asked', { name: nominatedBy.name, title })}
        </Row>
      )
    }
    case 'exemplar-ending': {
      const { id, title, renewBy } = task.exemplar
      return (
        <Row icon="books" to={`/exemplars/${id}/passport`} action={t('home.exemplar-renew')}>
          {t('home.exemplar-ending', { title, day: dayInWords(renewBy ?? '') })}
        </Row>
      )
    }
    case 'upload':
      return (
        <Row icon="upload" to="/clips/new" action={t('home.upload-see')}>
          {t(uploadWords[task.waits], { count: task.count })}
        </Row>
      )
    case 'failed': {
      const { id, title, failure } = task.clip
      return (
        <Row icon="warning" to={`/clips/${id}`} action={t('home.clip-see')}>
          {t('home.failed', { title })} {failure ? failureWords(failure) : t('clip.failed')}
        </Row>
      )
    }
    case 'unshared':
      return (
        <Row icon="lock" to={`/clips/${task.clip.id}`} action={t('home.unshared-see')}>
          {t('home.unshared', { title: task.clip.title })}
        </Row>
      )
    case 'news': {
      const { clip, startMs, threadId } = task.news
      return (
        <Row
          icon="comment"
          to={watchLink(clip.id, { atMs: startMs ?? undefined, threadId })}
          action={t('home.news-read')}
        >
          {t('home.news', { count: task.threads })}
        </Row>
      )
    }
  }
}

interface RowProps {
  readonly icon: IconName
  readonly to: string
  readonly action: string
  readonly children: ComponentChildren
}

function Row({ icon, to, action, children }: RowProps) {
  return (
    <li class="task">
      <Icon name={icon} />
      <p>{children}</p>
      <a class="button" href={to}>
        <span>{action}</span>
      </a>
    </li>
  )
}
