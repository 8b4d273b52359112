import { t } from '../messages/messages.ts'
import { dateIn } from '../messages/moments.ts'
import type { Entry } from './use-year.ts'
import { YearItem } from './year-item.tsx'
import type { Month } from './year-of.ts'
import { monthInWords } from './year-words.ts'

interface Props {
  readonly month: Month<Entry>
  readonly now: string
  readonly zone: string
}

/** A month of the year, with where we are now in it. */
export function YearMonth({ month, now, zone }: Props) {
  const { key, past, coming, hasNow } = month
  const list = (entries: readonly Entry[]) =>
    entries.length > 0 && (
      <ol class="year-list">
        {entries.map((entry) => (
          <YearItem key={entry.id} entry={entry} />
        ))}
      </ol>
    )
  return (
    <section class="year-month" aria-labelledby={`month-${key}`}>
      <h2 id={`month-${key}`}>{monthInWords(key)}</h2>
      {list(past)}
      {hasNow && (
        <p class="year-now" id="now" tabIndex={-1}>
          {t('year.now', { day: dateIn(zone, now, 'short') })}
        </p>
      )}
      {list(coming)}
    </section>
  )
}
