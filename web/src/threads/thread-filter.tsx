import { useId, useState } from 'preact/hooks'
import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import type { FilterProps } from './filter-choices.tsx'
import { allWanted, countOf, type Wanted } from './thread-order.ts'
import { FilterChoices } from './writing.ts'

/** In which order, and, once it is asked for, which of them. */
export function ThreadFilter({ wanted, threads, talksIn, onWanted }: FilterProps) {
  const [isOpen, setOpen] = useState(false)
  const id = useId()
  const count = countOf(wanted)
  return (
    <div class="thread-filter">
      <select
        aria-label={t('filter.order')}
        value={wanted.order}
        onChange={({ currentTarget }) =>
          onWanted({ ...wanted, order: currentTarget.value as Wanted['order'] })
        }
      >
        <option value="clip">{t('filter.order-clip')}</option>
        <option value="newest">{t('filter.order-newest')}</option>
        <option value="unanswered">{t('filter.order-unanswered')}</option>
      </select>
      <Button
        class="filter-button"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
      >
        {count > 0 ? t('filter.open-count', { count }) : t('filter.open')}
      </Button>
      <div id={id} class="filter-more" hidden={!isOpen}>
        {isOpen && <FilterChoices {...{ wanted, threads, talksIn, onWanted }} />}
        {isOpen && count > 0 && (
          <Button look="text" onClick={() => onWanted({ ...allWanted, order: wanted.order })}>
            {t('threads.show-all')}
          </Button>
        )}
      </div>
    </div>
  )
}
