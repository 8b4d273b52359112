import type { AttestConsent, ConsentPolicy } from '../../../src/clips/consent-schemas.ts'
import { t } from '../messages/messages.ts'
import { RadioChips } from '../parts/radio-chips.tsx'
import { Switch } from '../parts/switch.tsx'

interface Props {
  readonly policy: ConsentPolicy
  readonly answers: AttestConsent
  readonly onAnswer: (answers: AttestConsent) => void
}

/** What the owner's district asks before a clip is shared. */
export function ConsentQuestions({ policy, answers, onAnswer }: Props) {
  const asked = [
    policy.asksGuardians && (['guardiansOk', t('consent.guardians')] as const),
    policy.asksPrincipal && (['principalOk', t('consent.principal')] as const),
    policy.asksAdults && (['adultsOk', t('consent.adults')] as const),
  ]
  return (
    <section aria-labelledby="consent">
      <h3 id="consent">{t('consent.title')}</h3>
      <p class="policy-text">{policy.text}</p>
      {asked.map(
        (question) =>
          question && (
            <Switch
              key={question[0]}
              label={question[1]}
              on={answers[question[0]] === true}
              onChange={(on) => onAnswer({ ...answers, [question[0]]: on })}
            />
          ),
      )}
      <RadioChips
        legend={t('consent.others')}
        value={answers.unconsented}
        options={[
          { value: 'none present', label: t('consent.none-present') },
          { value: 'off camera', label: t('consent.off-camera') },
          { value: 'hidden', label: t('consent.hidden') },
          { value: 'cut out', label: t('consent.cut-out') },
        ]}
        onChoose={(unconsented) => onAnswer({ ...answers, unconsented })}
      />
    </section>
  )
}
