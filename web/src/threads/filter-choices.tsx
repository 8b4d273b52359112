import type { ComponentChildren } from 'preact'
import type { Thread } from '../../../src/threads/schemas.ts'
import { t } from '../messages/messages.ts'
import { kinds } from './kinds.tsx'
import type { Place } from './places.ts'
import { peopleIn, type Wanted } from './thread-order.ts'
import { useWatching } from './watching.ts'

export interface FilterProps {
  readonly wanted: Wanted
  readonly threads: readonly Thread[]
  readonly talksIn: readonly Place[]
  readonly onWanted: (wanted: Wanted) => void
}

/** Which of the comments are wanted. */
export function FilterChoices({ wanted, threads, talksIn, onWanted }: FilterProps) {
  const { personId } = useWatching()
  return (
    <>
      <Choice
        label={t('filter.kind')}
        value={wanted.kind}
        onChoose={(kind) => onWanted({ ...wanted, kind: kind as Wanted['kind'] })}
      >
        <option value="all">{t('filter.kind-all')}</option>
        {kinds.map((kind) => (
          <option key={kind} value={kind}>
            {t(`kind.${kind}`)}
          </option>
        ))}
      </Choice>
      <Choice
        label={t('filter.person')}
        value={wanted.personId}
        onChoose={(chosen) => onWanted({ ...wanted, personId: chosen })}
      >
        <option value="all">{t('filter.person-all')}</option>
        <option value={personId}>{t('filter.person-me')}</option>
        {peopleIn(threads)
          .filter(({ id }) => id !== personId)
          .map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
      </Choice>
      <Choice
        label={t('filter.standing')}
        value={wanted.standing}
        onChoose={(standing) => onWanted({ ...wanted, standing: standing as Wanted['standing'] })}
      >
        <option value="all">{t('filter.standing-all')}</option>
        <option value="new">{t('filter.standing-new')}</option>
        <option value="open">{t('filter.standing-open')}</option>
        <option value="resolved">{t('filter.standing-resolved')}</option>
        <option value="brought">{t('filter.standing-brought')}</option>
      </Choice>
      {talksIn.length > 1 && (
        <Choice
          label={t('filter.cohort')}
          value={wanted.cohortId}
          onChoose={(cohortId) => onWanted({ ...wanted, cohortId })}
        >
          <option value="all">{t('filter.cohort-all')}</option>
          {talksIn.map(({ cohort }) => (
            <option key={cohort.id} value={cohort.id}>
              {cohort.name}
            </option>
          ))}
        </Choice>
      )}
    </>
  )
}

interface ChoiceProps {
  readonly label: string
  readonly value: string
  readonly onChoose: (value: string) => void
  readonly children: ComponentChildren
}

function Choice({ label, value, onChoose, children }: ChoiceProps) {
  return (
    <select aria-label={label} value={value} onChange={({ currentTarget }) => onChoose(currentTarget.value)}>
      {children}
    </select>
  )
}
