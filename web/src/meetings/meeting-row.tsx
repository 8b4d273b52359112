import type { CohortCalendar, Meeting } from '../../../src/meetings/schemas.ts'
import { localIn } from '../calendars/local-time.ts'
import { t } from '../messages/messages.ts'
import { hoursOf } from '../messages/moments.ts'
import { Button } from '../parts/button.tsx'
import { Icon } from '../parts/icon.tsx'
import { Cancelling } from './cancelling.tsx'
import { dayOf, elsewhereOf, isOver } from './meeting-words.ts'
import { Where } from './where.tsx'

interface Props {
  readonly meeting: Meeting
  readonly blocks: CohortCalendar['blocks']
  readonly onChange: () => void
}

/** One meeting in a list, with what its facilitators do with it. */
export function MeetingRow({ meeting, blocks, onChange }: Props) {
  const { id, startsAt, zone, cancelledAt, can } = meeting
  const isCancelled = cancelledAt !== null
  const { day } = localIn(zone, new Date(startsAt))
  const block = blocks.find(({ startsOn, endsOn }) => startsOn <= day && day <= endsOn)
  const elsewhere = elsewhereOf(meeting)
  return (
    <li>
      <div>
        <p>
          <a class="meeting-day" href={`/meetings/${id}`}>
            {isCancelled ? <s>{dayOf(meeting)}</s> : dayOf(meeting)}
          </a>
        </p>
        <p>
          {hoursOf(meeting)}
          {isCancelled && <span class="tag">{t('meetings.cancelled')}</span>}
          {elsewhere && <span class="hint"> {elsewhere}</span>}
        </p>
        <p class="hint">
          <Where meeting={meeting} />
        </p>
        {block && !isCancelled && !isOver(meeting) && (
          <p class="hint with-icon">
            <Icon name="info" /> {t('meetings.on-blocked-day', { name: block.name })}
          </p>
        )}
      </div>
      {can.change && !isOver(meeting) && (
        <div class="actions">
          {!isCancelled && (
            <Button aria-label={t('meetings.change-of', { day: dayOf(meeting) })} onClick={onChange}>
              {t('meetings.change')}
            </Button>
          )}
          <Cancelling meeting={meeting} look="plain" />
        </div>
      )}
    </li>
  )
}
