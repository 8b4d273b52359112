import { useInfiniteQuery } from '@tanstack/preact-query'
import { useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import type { AdministeredCohort } from '../../../src/cohorts/schemas.ts'
import { t } from '../messages/messages.ts'
import { dayInWords } from '../office/dates-in-words.ts'
import { pagesOf } from '../office/fetch-pages.ts'
import { List } from '../office/list.tsx'
import { forRoom, OfficeFrame } from '../office/office-frame.tsx'
import { SearchBox } from '../office/search-box.tsx'
import { Table } from '../office/table.tsx'
import { Button } from '../parts/button.tsx'
import { RadioChips } from '../parts/radio-chips.tsx'
import { CohortActs } from './cohort-acts.tsx'
import { cohortKindWords } from './cohort-kinds.ts'
import { FoundCohortDialog } from './found-cohort-dialog.tsx'
import { usePlaces } from './places.ts'

export const AdministeredCohortsPage = forRoom('cohorts', Cohorts)

const states = ['open', 'without facilitator', 'closed'] as const
type State = (typeof states)[number]

/** Every cohort, by how many are in it. Who is in it, and what is said there, is theirs. */
function Cohorts() {
  const { query } = useLocation()
  const [search, setSearch] = useState('')
  const [state, setState] = useState<State>(states.find((each) => each === query.state) ?? 'open')
  const [isFounding, setFounding] = useState(false)
  const { sites } = usePlaces()
  const cohorts = useInfiniteQuery(
    pagesOf<AdministeredCohort>('/api/v1/administration/cohorts', { search, state }),
  )
  const siteOf = ({ siteId }: AdministeredCohort) =>
    sites.find(({ id }) => id === siteId)?.name ?? t('admin.none')
  return (
    <OfficeFrame
      title={t('admin.cohorts')}
      about={t('admin.cohorts-about')}
      beside={
        <Button look="primary" icon="plus" onClick={() => setFounding(true)}>
          {t('admin.cohort-found')}
        </Button>
      }
    >
      <div class="search-bar">
        <SearchBox label={t('admin.cohorts-search')} onSearch={setSearch} />
        <RadioChips
          legend={t('admin.cohorts-state')}
          value={state}
          options={[
            { value: 'open', label: t('admin.cohorts-open') },
            { value: 'without facilitator', label: t('admin.cohorts-without') },
            { value: 'closed', label: t('admin.cohorts-closed') },
          ]}
          onChoose={setState}
        />
      </div>
      <List of={cohorts} search={search} nothing={<p>{t(noneWords[state])}</p>}>
        {(rows) => (
          <Table
            caption={t('admin.cohorts')}
            rows={rows}
            keyOf={({ id }) => id}
            columns={[
              { head: t('admin.name'), cell: ({ name }) => name },
              { head: t('admin.cohort-kind'), cell: ({ kind }) => cohortKindWords(kind) },
              { head: t('admin.site'), cell: siteOf },
              { head: t('admin.cohort-members'), isNumber: true, cell: ({ members }) => members },
              { head: t('admin.cohort-leaders'), isNumber: true, cell: ({ facilitators }) => facilitators },
              { head: t('admin.cohort-since'), cell: ({ createdAt }) => dayInWords(createdAt) },
              {
                head: t('offices.acts'),
                isActs: true,
                cell: (cohort) =>
                  cohort.closedAt === null ? (
                    <CohortActs cohort={cohort} />
                  ) : (
                    t('admin.cohort-closed-on', { day: dayInWords(cohort.closedAt) })
                  ),
              },
            ]}
          />
        )}
      </List>
      {isFounding && <FoundCohortDialog onClose={() => setFounding(false)} />}
    </OfficeFrame>
  )
}

const noneWords = {
  open: 'admin.cohorts-none',
  'without facilitator': 'admin.cohorts-none-without',
  closed: 'admin.cohorts-none-closed',
} as const
