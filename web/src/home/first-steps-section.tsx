import { useInfiniteQuery, useQuery } from '@tanstack/preact-query'
import { useState } from 'preact/hooks'
import { useMe } from '../api/me.ts'
import { cohortsQuery } from '../api/queries.ts'
import { keep, readKept } from '../browser/kept.ts'
import { clipsWhere } from '../clips/clips-queries.ts'
import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { Icon } from '../parts/icon.tsx'
import { type FirstSteps, firstSteps } from './first-steps.ts'

/** How far somebody is who begins, until it is done or they put it away. */
export function useFirstSteps() {
  const me = useMe()
  const name = `first-steps.${me.id}`
  const [isAway, setAway] = useState(() => readKept<boolean>(name) ?? false)
  const cohorts = useQuery(cohortsQuery).data?.items
  const clips = useInfiniteQuery(clipsWhere({ limit: 5 })).data?.pages
  const hasClip = clips?.some(({ items }) => items.length > 0)
  const steps = isAway || !cohorts || hasClip === undefined ? undefined : firstSteps({ me, cohorts, hasClip })
  const putAway = () => {
    keep(name, true)
    setAway(true)
  }
  return { steps, putAway }
}

interface Props {
  readonly steps: FirstSteps
  readonly onPutAway: () => void
}

/** For who begins with nothing there yet: three cards. */
export function FirstStepsSection({ steps: { cohortId, hasCompany, hasClip }, onPutAway }: Props) {
  const me = useMe()
  return (
    <section class="first-steps" aria-labelledby="first-steps">
      <div class="page-head">
        <h2 id="first-steps">{t('first.title')}</h2>
        <Button look="quiet" onClick={onPutAway}>
          {t('first.away')}
        </Button>
      </div>
      <ol>
        <Step
          isDone={cohortId !== undefined}
          words={t('first.cohort')}
          hint={t('first.cohort-hint')}
          to="/cohorts?start=1"
        />
        <Step
          isDone={hasCompany}
          words={t('first.invite')}
          hint={t('first.invite-hint')}
          to={cohortId && `/cohorts/${cohortId}`}
        />
        <Step isDone={hasClip} words={t('first.clip')} hint={t('first.clip-hint')} to="/clips/new" />
      </ol>
      {me.roles.includes('administrator') && (
        <p class="hint">
          {t('first.office')} <a href="/administration">{t('frame.administration')}</a>
        </p>
      )}
    </section>
  )
}

interface StepProps {
  readonly isDone: boolean
  readonly words: string
  readonly hint: string
  /** Where it is done, once it can be. */
  readonly to: string | undefined
}

function Step({ isDone, words, hint, to }: StepProps) {
  if (isDone) {
    return (
      <li class="step done">
        <h3>
          <Icon name="check" />
          {words} <span class="visually-hidden">{t('first.done')}</span>
        </h3>
      </li>
    )
  }
  return (
    <li class="step">
      <h3>{to ? <a href={to}>{words}</a> : words}</h3>
      <p class="hint">{hint}</p>
    </li>
  )
}
