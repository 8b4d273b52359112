import type { Meeting } from '../../../src/meetings/schemas.ts'
import { t } from '../messages/messages.ts'
import { whenIn } from '../messages/moments.ts'
import { Select } from '../parts/field.tsx'

interface Props {
  readonly meetings: readonly Meeting[]
  /** Its id, or `none`. */
  readonly value: string
  readonly onChoose: (value: string) => void
}

/** Which meeting it is for. */
export const MeetingSelect = ({ meetings, value, onChoose }: Props) => (
  <Select
    label={t('assignment.meeting')}
    hint={meetings.length === 0 ? t('assignment.no-meetings') : undefined}
    id="meeting"
    value={value}
    onChange={(event) => onChoose(event.currentTarget.value)}
  >
    {meetings.map(({ id, startsAt, zone }) => (
      <option key={id} value={id} selected={id === value}>
        {whenIn(zone, startsAt)}
      </option>
    ))}
    <option value="none" selected={value === 'none'}>
      {t('assignment.no-meeting')}
    </option>
  </Select>
)
