import type { Notice } from '../../../src/notices/schemas.ts'
import { t } from '../messages/messages.ts'
import { ownZone, whenIn } from '../messages/moments.ts'
import type { IconName } from '../parts/icon.tsx'

export const noticeIcons: Readonly<Record<Notice['what'], IconName>> = {
  'meeting planned': 'calendar',
  'meeting moved': 'calendar',
  'meeting changed': 'calendar',
  'meeting cancelled': 'calendar',
  'meeting brought back': 'calendar',
  'assignment opened': 'clips',
  'seal opened': 'comment',
  nudge: 'person',
  mention: 'comment',
  reply: 'comment',
  thread: 'comment',
  takeaway: 'check',
  coaching: 'people',
  'clip shared': 'play',
  'exemplar asked': 'clips',
  'exemplar published': 'clips',
  'exemplar thanks': 'people',
  'exemplar ending': 'calendar',
  'exemplar ended': 'clips',
}

/** What happened, in a sentence. Where it was stands beside it. */
export function noticeWords({ what, who, meeting, dueAt, clip }: Notice): string {
  const name = who?.name ?? t('notices.somebody')
  const day = meeting ? whenIn(meeting.zone, meeting.startsAt, { as: 'on' }) : ''
  const due = dueAt ? whenIn(ownZone(), dueAt, { as: 'the' }) : ''
  const title = clip?.title ?? ''
  switch (what) {
    case 'meeting planned': {
      const count = meeting?.meetings ?? 1
      return count === 1
        ? t('notices.meeting-planned', { name, day: meeting ? whenIn(meeting.zone, meeting.startsAt) : '' })
        : t('notices.meetings-planned', { name, day, count })
    }
    case 'meeting moved': {
      const before = meeting?.previousStartsAt
      return before
        ? t('notices.meeting-moved', { name, day, before: whenIn(meeting.zone, before, { as: 'the' }) })
        : t('notices.meeting-moved-to', { name, day })
    }
    case 'meeting changed':
      return t('notices.meeting-changed', { name, day })
    case 'meeting cancelled':
      return t('notices.meeting-cancelled', { name, day })
    case 'meeting brought back':
      return t('notices.meeting-back', { name, day })
    case 'assignment opened':
      return t('notices.assignment', { name, due })
    case 'seal opened':
      return t('notices.seal')
    case 'nudge':
      return t('notices.nudge', { name, due })
    case 'mention':
      return t('notices.mention', { name, title })
    case 'reply':
      return t('notices.reply', { name, title })
    case 'thread':
      return t('notices.thread', { name, title })
    case 'takeaway':
      return t('notices.takeaway', { name })
    case 'coaching':
      return t('notices.coaching', { name })
    case 'clip shared':
      return t('notices.clip', { name, title })
    case 'exemplar asked':
      return t('notices.exemplar-asked', { name, title })
    case 'exemplar published':
      return t('notices.exemplar-published', { name, title })
    case 'exemplar thanks':
      return t('notices.exemplar-thanks', { name, title })
    case 'exemplar ending':
      return t('notices.exemplar-ending', { title, due })
    case 'exemplar ended':
      return t('notices.exemplar-ended', { title })
  }
}
