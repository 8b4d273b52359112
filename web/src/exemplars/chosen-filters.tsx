import { t } from '../messages/messages.ts'
import { Icon } from '../parts/icon.tsx'
import type { Asked } from './asked.ts'
import type { Filter } from './filters-of.ts'

interface Props {
  readonly filters: readonly Filter[]
  readonly onRemove: (without: Asked) => void
}

/** What was chosen, each with the way to do without. */
export function ChosenFilters({ filters, onRemove }: Props) {
  return (
    <ul class="actions" aria-label={t('library.chosen')}>
      {filters.map(({ key, name, without }) => (
        <li key={key}>
          <button type="button" class="audience-button" onClick={() => onRemove(without)}>
            <span class="visually-hidden">{t('library.remove')} </span>
            <span>{name}</span>
            <Icon name="close" />
          </button>
        </li>
      ))}
    </ul>
  )
}
