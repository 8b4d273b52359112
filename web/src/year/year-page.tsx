import { useQuery } from '@tanstack/preact-query'
import { useState } from 'preact/hooks'
import { useRoute } from 'preact-iso'
import type { Cohort } from '../../../src/cohorts/schemas.ts'
import { useMe } from '../api/me.ts'
import { isNotHere } from '../api/problem.ts'
import { CohortNotHere } from '../cohorts/cohort-not-here.tsx'
import { cohortQuery } from '../cohorts/cohort-query.ts'
import { facilitates } from '../cohorts/cohort-words.ts'
import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { Page } from '../parts/page.tsx'
import { RadioChips } from '../parts/radio-chips.tsx'
import { Loading, Trouble } from '../parts/trouble.tsx'
import { OpenCycleDialog } from './open-cycle-dialog.tsx'
import { useYear } from './use-year.ts'
import { YearMonth } from './year-month.tsx'
import { monthsOf, schoolYearOf, schoolYears } from './year-of.ts'
import { schoolYearInWords } from './year-words.ts'

export function YearPage() {
  const { cohortId = '' } = useRoute().params
  const cohort = useQuery(cohortQuery(cohortId))
  if (isNotHere(cohort.error)) return <CohortNotHere />
  if (cohort.data) return <Shown key={cohortId} cohort={cohort.data} />
  if (cohort.error) return <Trouble error={cohort.error} onRetry={() => void cohort.refetch()} />
  return <Loading />
}

/** How a year hangs together: its meetings, what is done between them, its questions, and what came of it all. */
function Shown({ cohort }: { readonly cohort: Cohort }) {
  const { id, name } = cohort
  const isFacilitator = facilitates(cohort, useMe().id)
  const [isOpening, setOpening] = useState(false)
  const [now] = useState(() => new Date().toISOString())
  const { entries, cycles, calendar, isPending, error, refetch } = useYear(id)
  const thisYear = schoolYearOf(now, calendar)
  const [chosen, setChosen] = useState<number>()
  const year = chosen ?? thisYear
  const years = schoolYears(entries, now, calendar)
  const months = monthsOf(entries, { year, now, calendar })
  const isHere = !isPending && !error
  const asking = cycles.filter(({ closedAt }) => closedAt === null)
  return (
    <Page
      title={t('year.title', { name })}
      class="year"
      beside={isFacilitator && <Button onClick={() => setOpening(true)}>{t('cycle.open')}</Button>}
    >
      <p>
        <a href={`/cohorts/${id}`}>{t('year.back', { name })}</a>
      </p>
      {isPending && !error && <Loading />}
      {error && <Trouble error={error} onRetry={refetch} />}
      {isHere && entries.length === 0 && <Nothing cohortId={id} isFacilitator={isFacilitator} />}
      {asking.length > 0 && (
        <section aria-labelledby="asking">
          <h2 id="asking">{t('year.asking')}</h2>
          <ul>
            {asking.map((cycle) => (
              <li key={cycle.id}>
                <blockquote>
                  <a href={`/cycles/${cycle.id}`}>{cycle.question}</a>
                </blockquote>
              </li>
            ))}
          </ul>
        </section>
      )}
      {isHere && entries.length > 0 && (
        <>
          <div class="actions">
            {years.length > 1 && (
              <RadioChips
                legend={t('year.which')}
                hideLegend
                value={String(year)}
                options={years.map((each) => ({
                  value: String(each),
                  label: schoolYearInWords(each, calendar.schoolYearEnds),
                }))}
                onChoose={(value) => setChosen(Number(value))}
              />
            )}
            {year === thisYear && (
              <a class="button quiet" href="#now">
                <span>{t('year.jump')}</span>
              </a>
            )}
          </div>
          {months.map((month) => (
            <YearMonth key={month.key} month={month} now={now} zone={calendar.zone} />
          ))}
        </>
      )}
      {isOpening && <OpenCycleDialog cohortId={id} earlier={cycles} onClose={() => setOpening(false)} />}
    </Page>
  )
}

function Nothing({
  cohortId,
  isFacilitator,
}: {
  readonly cohortId: string
  readonly isFacilitator: boolean
}) {
  return (
    <div class="empty">
      <p>{t('year.nothing')}</p>
      {isFacilitator && (
        <p>
          <a href={`/cohorts/${cohortId}/meetings`}>{t('year.plan-meetings')}</a>
        </p>
      )}
    </div>
  )
}
