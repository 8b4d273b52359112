import { useQuery } from '@tanstack/preact-query'
import { useState } from 'preact/hooks'
import { useRoute } from 'preact-iso'
import type { Cycle } from '../../../src/cycles/schemas.ts'
import { isNotHere } from '../api/problem.ts'
import { dateOf } from '../messages/dates.ts'
import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { Notice } from '../parts/notice.tsx'
import { Page } from '../parts/page.tsx'
import { Loading, Trouble } from '../parts/trouble.tsx'
import { CycleEnding } from './cycle-ending.tsx'
import { CycleSteps } from './cycle-steps.tsx'
import { CycleWords } from './cycle-words.tsx'
import { EditCycleDialog } from './edit-cycle-dialog.tsx'
import { TwoClips } from './two-clips.tsx'
import { cycleQuery } from './year-queries.ts'

export function CyclePage() {
  const { cycleId = '' } = useRoute().params
  const cycle = useQuery(cycleQuery(cycleId))
  if (isNotHere(cycle.error)) return <CycleNotHere />
  if (cycle.data) return <Shown key={cycleId} cycle={cycle.data} />
  if (cycle.error) return <Trouble error={cycle.error} onRetry={() => void cycle.refetch()} />
  return <Loading />
}

/** One question, from the first try to the second, and what came of it. */
function Shown({ cycle }: { readonly cycle: Cycle }) {
  const { cohort, seq, question, practice, previous, openedAt, closedAt, can } = cycle
  const [isEditing, setEditing] = useState(false)
  const canChange = can.change && closedAt === null
  return (
    <Page
      title={question}
      class="cycle"
      beside={canChange && <Button onClick={() => setEditing(true)}>{t('cycle.edit')}</Button>}
    >
      <div>
        <p class="clip-meta">
          <a href={`/cohorts/${cohort.id}/year`}>{t('year.of', { name: cohort.name })}</a>
          <span>{t('cycle.number', { seq })}</span>
          <span>
            {closedAt
              ? t('cycle.from-to', { from: dateOf(openedAt), to: dateOf(closedAt) })
              : t('cycle.since', { from: dateOf(openedAt) })}
          </span>
        </p>
        {practice && (
          <p>
            <strong>{t('cycle.practice')}:</strong> {practice}
          </p>
        )}
        {previous && (
          <p>
            {t('cycle.went-on-from')}{' '}
            <a href={`/cycles/${previous.id}`}>
              {t('cycle.named', { seq: previous.seq, question: previous.question })}
            </a>
          </p>
        )}
      </div>
      {closedAt !== null && (
        <Notice>
          <p>{t('cycle.is-closed', { day: dateOf(closedAt) })}</p>
        </Notice>
      )}
      <CycleSteps cycle={cycle} canChange={canChange} />
      <TwoClips cycle={cycle} canChange={canChange} />
      <div class="cycle-came">
        <CycleWords cycle={cycle} what="changed" canChange={canChange} />
        <CycleWords cycle={cycle} what="learned" canChange={canChange} />
      </div>
      {can.change && <CycleEnding cycle={cycle} />}
      {isEditing && <EditCycleDialog cycle={cycle} onClose={() => setEditing(false)} />}
    </Page>
  )
}

function CycleNotHere() {
  return (
    <Page title={t('cycle.not-here-title')} class="narrow">
      <p>{t('cycle.not-here')}</p>
      <p>
        <a href="/cohorts">{t('cycle.not-here-back')}</a>
      </p>
    </Page>
  )
}
