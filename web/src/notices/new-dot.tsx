import { useQuery } from '@tanstack/preact-query'
import { t } from '../messages/messages.ts'
import { noticeCountQuery } from './notices-queries.ts'
import { useNoticeEvents } from './use-notice-events.ts'

/** A quiet dot beside the way to the notices, and how many are new for those who do not see it. */
export function NewDot({ isLive }: { readonly isLive: boolean }) {
  useNoticeEvents(isLive)
  const count = useQuery(noticeCountQuery).data?.new ?? 0
  if (count === 0) return null
  return (
    <>
      <i class="dot" />
      <small class="visually-hidden">{t('frame.notices-new', { count })}</small>
    </>
  )
}
