import { useQueryClient } from '@tanstack/preact-query'
import type { Meeting } from '../../../src/meetings/schemas.ts'
import { call } from '../api/call.ts'
import { t } from '../messages/messages.ts'
import { AskFirst } from '../parts/ask-first.tsx'
import { meetingsChanged } from './meeting-queries.ts'
import { dayOf } from './meeting-words.ts'

interface Props {
  readonly meeting: Meeting
  /** In a list of many, it does not stand out. */
  readonly look?: 'plain' | 'danger'
}

/** Cancels a meeting, or brings it back; either is asked about, since everybody is told. */
export function Cancelling({ meeting, look = 'danger' }: Props) {
  const client = useQueryClient()
  const day = dayOf(meeting)
  const path = `/api/v1/meetings/${meeting.id}/cancellation`
  const does = (method: 'PUT' | 'DELETE') => async () => {
    await call(path, { method })
    await meetingsChanged(client)
  }
  return meeting.cancelledAt === null ? (
    <AskFirst
      key="cancel"
      label={t('meetings.cancel')}
      of={day}
      look={look}
      title={t('meetings.cancel-title', { day })}
      words={[t('meetings.cancel-words')]}
      action={t('meetings.cancel')}
      does={does('PUT')}
      done={t('meetings.cancelled-now')}
    />
  ) : (
    <AskFirst
      key="bring-back"
      label={t('meetings.bring-back')}
      of={day}
      title={t('meetings.bring-back-title', { day })}
      words={[t('meetings.bring-back-words')]}
      action={t('meetings.bring-back')}
      does={does('DELETE')}
      done={t('meetings.brought-back')}
    />
  )
}

/** What is left of a series, in one act. */
export function SeriesCancelling({ seriesId, count }: { readonly seriesId: string; readonly count: number }) {
  const client = useQueryClient()
  return (
    <AskFirst
      label={t('meetings.cancel-series')}
      look="danger"
      title={t('meetings.cancel-series-title')}
      words={[t('meetings.cancel-series-words', { count })]}
      action={t('meetings.cancel-series')}
      does={async () => {
        await call(`/api/v1/meeting-series/${seriesId}/cancellation`, { method: 'PUT' })
        await meetingsChanged(client)
      }}
      done={t('meetings.series-cancelled')}
    />
  )
}
