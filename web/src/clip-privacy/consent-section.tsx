import { useQuery } from '@tanstack/preact-query'
import { useState } from 'preact/hooks'
import type { AttestConsent, Consent } from '../../../src/clips/consent-schemas.ts'
import type { Clip } from '../../../src/clips/schemas.ts'
import { dateOf } from '../messages/dates.ts'
import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { Refusal } from '../parts/refusal.tsx'
import { Loading, Trouble } from '../parts/trouble.tsx'
import { useAct } from '../parts/use-act.ts'
import { ConsentQuestions } from '../watch/consent-questions.tsx'
import { consentQuery, useChange } from './clip-privacy-queries.ts'
import { HandlingChoice, handlingWords } from './handling-choice.tsx'
import { scopeWords } from './ledger-words.ts'
import { UnconsentButton } from './unconsent-button.tsx'

/** What the owner said of consent, to say it anew, and to note that somebody no longer agrees. */
export function ConsentSection({ clip }: { readonly clip: Clip }) {
  const consent = useQuery(consentQuery(clip.id))
  const change = useChange(clip.id)
  return (
    <section aria-labelledby="consented">
      <h2 id="consented">{t('consented.title')}</h2>
      {consent.isPending && <Loading />}
      {consent.error && <Trouble error={consent.error} onRetry={() => void consent.refetch()} />}
      {consent.data && (
        <>
          <Said consent={consent.data} />
          <Anew key={consent.data.attestation?.attestedAt} clipId={clip.id} consent={consent.data} />
        </>
      )}
      <UnconsentButton
        words={[t('unconsent.words-1'), t('unconsent.words-2')]}
        send={(asked) => change('consent-withdrawals', 'POST', asked)}
      />
    </section>
  )
}

function Said({ consent: { attestation, policy, isEnough } }: { readonly consent: Consent }) {
  if (!attestation) {
    return (
      <>
        <p>{t('consented.none')}</p>
        {!policy && <p class="hint">{t('consented.none-asked')}</p>}
      </>
    )
  }
  const said = [
    scopeWords(attestation.scope),
    ...(attestation.guardiansOk ? [t('consent.guardians')] : []),
    ...(attestation.principalOk ? [t('consent.principal')] : []),
    ...(attestation.adultsOk ? [t('consent.adults')] : []),
    `${t('consent.others')} ${handlingWords(attestation.unconsented)}`,
  ]
  return (
    <>
      <p>{t('consented.said', { date: dateOf(attestation.attestedAt) })}</p>
      <ul class="points">
        {said.map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
      {!isEnough && <p>{t('consented.not-enough')}</p>}
    </>
  )
}

/** Says it anew: under a later text, or once those who withdrew agree again. */
function Anew({ clipId, consent }: { readonly clipId: string; readonly consent: Consent }) {
  const { policy, attestation } = consent
  const change = useChange(clipId)
  const { isBusy, refusal, act } = useAct()
  const [answers, setAnswers] = useState<AttestConsent>({
    policyId: policy?.id ?? null,
    scope: attestation?.scope ?? 'cohort',
    unconsented: attestation?.unconsented ?? 'none present',
  })
  return (
    <details class="fold">
      <summary>{t('consented.anew')}</summary>
      <Refusal of={refusal} />
      {policy ? (
        <ConsentQuestions policy={policy} answers={answers} onAnswer={setAnswers} />
      ) : (
        <HandlingChoice answers={answers} onAnswer={setAnswers} />
      )}
      <Button
        busy={isBusy}
        onClick={() => void act(() => change('consent', 'PUT', answers), t('consented.saved'))}
      >
        {t('consented.save')}
      </Button>
    </details>
  )
}
