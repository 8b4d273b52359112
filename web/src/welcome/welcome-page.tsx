import { useQuery } from '@tanstack/preact-query'
import type { ComponentChildren } from 'preact'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { useMe } from '../api/me.ts'
import { cohortsQuery } from '../api/queries.ts'
import { keepWelcome, keptWelcome, type Step, steps } from '../browser/kept-welcome.ts'
import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { Page } from '../parts/page.tsx'
import { Loading, Trouble } from '../parts/trouble.tsx'
import { NormsStep, PlaceStep, SettingsStep } from './welcome-steps.tsx'

/** The first minutes: how it looks, how this place works, what was agreed on. Every step may be skipped, or come later. */
export function WelcomePage() {
  const me = useMe()
  const { query, route } = useLocation()
  // Somebody who comes in once more was here before; whoever asks for it by themself may read it again.
  const isKnown = query.new !== undefined && keptWelcome(me.id)?.isDone === true
  useEffect(() => {
    if (isKnown) route('/', true)
  }, [isKnown, route])
  const cohorts = useQuery(cohortsQuery)
  const withNorms = cohorts.data?.items.filter(({ norms }) => norms !== null) ?? []
  if (cohorts.error) return <Trouble error={cohorts.error} onRetry={() => void cohorts.refetch()} />
  if (cohorts.isPending || isKnown) return <Loading />
  return (
    <Page title={t('welcome.title', { organisation: me.organisation.name })} class="narrow welcome">
      <Steps personId={me.id} asked={withNorms.length > 0 ? steps : ['settings', 'place']}>
        {(step) => {
          if (step === 'settings') return <SettingsStep />
          return step === 'place' ? <PlaceStep /> : <NormsStep cohorts={withNorms} />
        }}
      </Steps>
    </Page>
  )
}

interface Props {
  readonly personId: string
  readonly asked: readonly Step[]
  readonly children: (step: Step) => ComponentChildren
}

function Steps({ personId, asked, children }: Props) {
  const { route } = useLocation()
  const [at, setAt] = useState(() => {
    const kept = keptWelcome(personId)
    return kept && !kept.isDone ? Math.max(0, asked.indexOf(kept.step)) : 0
  })
  const heading = useRef<HTMLDivElement>(null)
  const isFirst = useRef(true)
  const step = asked[at] ?? 'settings'
  useLayoutEffect(() => {
    // Who came once and finished may read it again, without being reminded of it.
    if (!keptWelcome(personId)?.isDone) keepWelcome(personId, { step, isDone: false })
    if (!isFirst.current) heading.current?.querySelector('h2')?.focus()
    isFirst.current = false
  }, [personId, step])
  const isLast = at === asked.length - 1
  const goOn = () => {
    if (!isLast) return setAt(at + 1)
    keepWelcome(personId, { step, isDone: true })
    route('/')
  }
  return (
    <>
      <p class="hint">{t('welcome.step', { at: at + 1, of: asked.length })}</p>
      <div class="welcome-step" ref={heading}>
        {children(step)}
      </div>
      <div class="actions">
        <Button look="primary" onClick={goOn}>
          {isLast ? t('welcome.done') : t('welcome.next')}
        </Button>
        {at > 0 && <Button onClick={() => setAt(at - 1)}>{t('welcome.back')}</Button>}
        {!isLast && (
          <a class="button quiet" href="/">
            <span>{t('welcome.later')}</span>
          </a>
        )}
      </div>
    </>
  )
}
