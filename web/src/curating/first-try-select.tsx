import { useQuery } from '@tanstack/preact-query'
import type { Exemplar, ShelfExemplar } from '../../../src/exemplars/schemas.ts'
import { myExemplarsQuery } from '../api/my-exemplars-query.ts'
import { t } from '../messages/messages.ts'
import { Select } from '../parts/field.tsx'
import { newestQuery } from './curating-queries.ts'
import { stands } from './curating-words.ts'

interface Props {
  readonly exemplar: Exemplar
  readonly value: string | null
  readonly onChoose: (id: string | null) => void
}

/** Which exemplar of the same owner was the first try of this one. Where the owner is not named nothing is offered. */
export function FirstTrySelect({ exemplar, value, onChoose }: Props) {
  const { id, owner, firstTry, can } = exemplar
  const library = useQuery({ ...newestQuery, enabled: owner !== null })
  const mine = useQuery({ ...myExemplarsQuery, enabled: owner !== null })
  const known: readonly Pick<ShelfExemplar, 'id' | 'title'>[] = [
    ...(can.answer ? (mine.data?.owned.filter(stands) ?? []) : []),
    ...(library.data?.items.filter((each) => each.owner?.id === owner?.id) ?? []),
  ]
  const others = new Map(
    [...(firstTry ? [firstTry] : []), ...known]
      .filter((each) => each.id !== id)
      .map((each) => [each.id, each.title]),
  )
  if (others.size === 0) return null
  return (
    <Select
      label={t('exemplar.first-try')}
      hint={t('describe.first-try-hint')}
      id="card-first"
      value={value ?? ''}
      onChange={({ currentTarget }) => onChoose(currentTarget.value || null)}
    >
      <option value="">{t('describe.none')}</option>
      {[...others].map(([otherId, title]) => (
        <option key={otherId} value={otherId} selected={otherId === value}>
          {title}
        </option>
      ))}
    </Select>
  )
}
