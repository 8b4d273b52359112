import { useQuery } from '@tanstack/preact-query'
import { useState } from 'preact/hooks'
import type { AttestConsent, Consent } from '../../../src/clips/consent-schemas.ts'
import type { Clip } from '../../../src/clips/schemas.ts'
import type { Audience } from '../../../src/clips/sharing-schemas.ts'
import type { Cohort } from '../../../src/cohorts/schemas.ts'
import { call } from '../api/call.ts'
import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { Switch } from '../parts/switch.tsx'
import { Loading, Trouble } from '../parts/trouble.tsx'
import { CohortWords } from './cohort-words.tsx'
import { ConsentQuestions } from './consent-questions.tsx'
import type { Sharing } from './use-sharing.ts'

interface Props {
  readonly clip: Clip
  readonly cohorts: readonly Cohort[]
  readonly sharing: Sharing
}

const asked = <Answer,>(clipId: string, path: string) => ({
  queryKey: ['sharing', clipId, path],
  queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
    call<Answer>(`/api/v1/clips/${clipId}/${path}`, { signal }),
})

const unanswered = (policyId: AttestConsent['policyId']): AttestConsent => ({
  ...{ policyId, scope: 'cohort', unconsented: 'none present' },
})

/** The cohorts the clip is not shared with yet, who is in them, and what is asked first. */
export function ShareOffer({ clip, cohorts, sharing }: Props) {
  const consent = useQuery(asked<Consent>(clip.id, 'consent'))
  const [given, setGiven] = useState<AttestConsent>()
  if (cohorts.length === 0) return null
  if (consent.error) return <Trouble error={consent.error} onRetry={() => void consent.refetch()} />
  if (!consent.data) return <Loading />
  const policy = consent.data.isEnough ? null : consent.data.policy
  // What was answered to another text is no answer to this one.
  const answers = given?.policyId === policy?.id ? given : policy ? unanswered(policy.id) : undefined
  return (
    <>
      {policy && answers && <ConsentQuestions policy={policy} answers={answers} onAnswer={setGiven} />}
      <section aria-labelledby="offer">
        <h3 id="offer">{t('sharing.offer')}</h3>
        <p class="hint">{t('sharing.offer-words')}</p>
        {!clip.can.play && <p class="hint">{t('sharing.soon')}</p>}
        <ul class="cohorts">
          {cohorts.map((cohort) => (
            <OfferTo key={cohort.id} {...{ clip, cohort, sharing, answers }} />
          ))}
        </ul>
      </section>
    </>
  )
}

interface OfferProps {
  readonly clip: Clip
  readonly cohort: Cohort
  readonly sharing: Sharing
  readonly answers: AttestConsent | undefined
}

function OfferTo({ clip, cohort, sharing, answers }: OfferProps) {
  const audience = useQuery(asked<Audience>(clip.id, `audience?cohortId=${cohort.id}`))
  const [canDownload, setDownload] = useState(false)
  const [named, setNamed] = useState<ReadonlySet<string>>(new Set())
  const evaluators = audience.data?.items.filter(({ evaluatesYou }) => evaluatesYou) ?? []
  const acknowledgedEvaluatorIds = evaluators.map(({ id }) => id).filter((id) => named.has(id))
  const done = clip.can.play
    ? t('sharing.shared', { cohort: cohort.name })
    : t('sharing.shared-soon', { cohort: cohort.name })
  const terms = { cohortId: cohort.id, canDownload, acknowledgedEvaluatorIds }
  return (
    <li>
      <CohortWords name={cohort.name} cohort={cohort} ownerId={clip.owner?.id}>
        {evaluators.map(({ id, name }) => (
          <Switch
            key={id}
            label={t('sharing.evaluator', { name })}
            on={named.has(id)}
            onChange={(on) =>
              setNamed(new Set([...named].filter((each) => each !== id).concat(on ? id : [])))
            }
          />
        ))}
        <Switch
          label={t('sharing.download')}
          hint={t('sharing.download-hint')}
          on={canDownload}
          onChange={setDownload}
        />
      </CohortWords>
      <Button look="primary" busy={sharing.isBusy} onClick={() => void sharing.share(terms, done, answers)}>
        {t('sharing.share')}
      </Button>
    </li>
  )
}
