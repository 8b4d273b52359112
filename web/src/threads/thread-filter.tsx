import type { Clip } from '../../../src/clips/schemas.ts'
import { t } from '../messages/messages.ts'
import { kinds } from './kinds.tsx'
import type { Wanted } from './thread-order.ts'

interface Props {
  readonly wanted: Wanted
  readonly grants: Clip['grants']
  readonly onWanted: (wanted: Wanted) => void
}

export function ThreadFilter({ wanted, grants, onWanted }: Props) {
  return (
    <div class="thread-filter">
      <select
        aria-label={t('filter.kind')}
        value={wanted.kind}
        onChange={({ currentTarget }) => onWanted({ ...wanted, kind: currentTarget.value as Wanted['kind'] })}
      >
        <option value="all">{t('filter.kind-all')}</option>
        {kinds.map((kind) => (
          <option key={kind} value={kind}>
            {t(`kind.${kind}`)}
          </option>
        ))}
      </select>
      <select
        aria-label={t('filter.standing')}
        value={wanted.standing}
        onChange={({ currentTarget }) =>
          onWanted({ ...wanted, standing: currentTarget.value as Wanted['standing'] })
        }
      >
        <option value="all">{t('filter.standing-all')}</option>
        <option value="open">{t('filter.standing-open')}</option>
        <option value="resolved">{t('filter.standing-resolved')}</option>
      </select>
      {grants.length > 1 && (
        <select
          aria-label={t('filter.cohort')}
          value={wanted.cohortId}
          onChange={({ currentTarget }) => onWanted({ ...wanted, cohortId: currentTarget.value })}
        >
          <option value="all">{t('filter.cohort-all')}</option>
          {grants.map(({ cohort }) => (
            <option key={cohort.id} value={cohort.id}>
              {cohort.name}
            </option>
          ))}
        </select>
      )}
    </div>
  )
}
