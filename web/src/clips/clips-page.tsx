import { useQuery } from '@tanstack/preact-query'
import { useLocation } from 'preact-iso'
import { cohortsQuery } from '../api/queries.ts'
import { t } from '../messages/messages.ts'
import { Select } from '../parts/field.tsx'
import { Icon } from '../parts/icon.tsx'
import { Page } from '../parts/page.tsx'
import { ClipSection } from './clip-section.tsx'
import { clipsWhere } from './clips-queries.ts'

/** My clips and those that are shared with me: all of them, or those of one cohort. */
export function ClipsPage() {
  const { query, route } = useLocation()
  const cohorts = useQuery(cohortsQuery).data?.items ?? []
  const cohortId = cohorts.some(({ id }) => id === query.cohort) ? query.cohort : undefined
  return (
    <Page
      title={t('clips.title')}
      class="clips"
      beside={
        <a class="button primary" href="/clips/new">
          <Icon name="plus" />
          <span>{t('frame.add')}</span>
        </a>
      }
    >
      {cohorts.length > 0 && (
        <Select
          label={t('clips.cohort')}
          value={cohortId ?? ''}
          onChange={({ currentTarget: { value } }) =>
            route(value === '' ? '/clips' : `/clips?cohort=${value}`, true)
          }
        >
          <option value="">{t('clips.every-cohort')}</option>
          {cohorts.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      )}
      <ClipSection
        key={`mine ${cohortId}`}
        title={t('clips.mine')}
        query={clipsWhere({ owner: 'me', cohortId })}
        nothing={
          <>
            <p>{cohortId ? t('clips.none-mine-here') : t('clips.none-mine')}</p>
            {!cohortId && (
              <p>
                <a href="/clips/new">{t('frame.add')}</a>
              </p>
            )}
          </>
        }
      />
      <ClipSection
        key={`shared ${cohortId}`}
        title={t('clips.shared')}
        query={clipsWhere({ owner: 'others', cohortId })}
        nothing={<p>{t('clips.none-shared')}</p>}
      />
    </Page>
  )
}
