import type { Coaching, Entry } from '../../../src/coaching/schemas.ts'
import { dateOf } from '../messages/dates.ts'
import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { RadioChips } from '../parts/radio-chips.tsx'
import { type Kind, kinds } from './coaching-queries.ts'
import { kindWords } from './coaching-words.ts'
import { EntryComposer } from './entry-composer.tsx'
import { EntryView } from './entry-view.tsx'

interface Props {
  readonly pair: Coaching
  readonly entries: readonly Entry[]
  readonly kind: Kind | 'all'
  readonly onKind: (kind: Kind | 'all') => void
  readonly more: { readonly isBusy: boolean; readonly fetch: () => void } | undefined
}

/** What the two write down, day by day, the newest first. */
export function JournalSection({ pair: { id }, entries, kind, onKind, more }: Props) {
  const days = [...Map.groupBy(entries, ({ createdAt }) => dateOf(createdAt))]
  return (
    <section class="journal" aria-labelledby="journal">
      <h2 id="journal" tabIndex={-1}>
        {t('coaching.journal')}
      </h2>
      <EntryComposer cohortId={id} />
      {(entries.length > 0 || kind !== 'all') && (
        <RadioChips
          legend={t('coaching.show')}
          value={kind}
          onChoose={onKind}
          options={[
            { value: 'all' as Kind | 'all', label: t('coaching.show-all') },
            ...kinds.map((each) => ({ value: each as Kind | 'all', label: kindWords(each) })),
          ]}
        />
      )}
      {entries.length === 0 && (
        <div class="empty">
          <p>{kind === 'all' ? t('coaching.no-entry') : t('coaching.no-entry-of')}</p>
        </div>
      )}
      {days.map(([day, written]) => (
        <div key={day} class="journal-day">
          <h3>{day}</h3>
          {written.map((entry) => (
            <EntryView key={entry.id} entry={entry} cohortId={id} />
          ))}
        </div>
      ))}
      {more && (
        <Button busy={more.isBusy} onClick={more.fetch}>
          {t('coaching.older')}
        </Button>
      )}
    </section>
  )
}
