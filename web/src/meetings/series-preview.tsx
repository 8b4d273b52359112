import type { SeriesPreview as Preview } from '../../../src/meetings/schemas.ts'
import { t } from '../messages/messages.ts'
import { problemWords } from '../messages/problem-words.ts'
import { Icon } from '../parts/icon.tsx'
import { dayOf } from './meeting-words.ts'

interface Props {
  readonly preview: Preview | undefined
  readonly error: unknown
}

/** Each day of a series before it is planned: what would be, what would be left out and why, what is in the way. */
export function SeriesPreview({ preview, error }: Props) {
  const days = preview?.days ?? []
  const skipped = days.filter(({ skippedFor }) => skippedFor !== null).length
  const overlaps = days.filter((day) => day.overlaps).length
  return (
    <section class="series-preview" aria-labelledby="preview">
      <h3 id="preview">{t('meetings.preview')}</h3>
      <p role="status" class="hint">
        {error ? problemWords(error) : preview && sumUp(days.length - skipped, skipped, overlaps)}
      </p>
      {preview && !error && (
        <ul>
          {days.map((day) => (
            <li key={day.startsAt}>
              {day.skippedFor === null ? (
                <span>{dayOf({ startsAt: day.startsAt, zone: preview.zone })}</span>
              ) : (
                <span class="hint">
                  <s>{dayOf({ startsAt: day.startsAt, zone: preview.zone })}</s>{' '}
                  {t('meetings.skipped', { name: day.skippedFor })}
                </span>
              )}
              {day.overlaps && (
                <span class="overlaps">
                  <Icon name="warning" /> {t('meetings.overlaps')}
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

const sumUp = (held: number, skipped: number, overlaps: number): string =>
  [
    t('meetings.count', { count: held }),
    ...(skipped > 0 ? [t('meetings.count-skipped', { count: skipped })] : []),
    ...(overlaps > 0 ? [t('meetings.count-overlaps', { count: overlaps })] : []),
  ].join(' ')
