import type { AttestConsent } from '../../../src/clips/consent-schemas.ts'
import { t } from '../messages/messages.ts'
import { RadioChips } from '../parts/radio-chips.tsx'

const handlings = ['none present', 'off camera', 'hidden', 'cut out'] as const

/** What became of those who did not agree. */
export const handlingWords = (handling: AttestConsent['unconsented']): string =>
  ({
    'none present': t('consent.none-present'),
    'off camera': t('consent.off-camera'),
    hidden: t('consent.hidden'),
    'cut out': t('consent.cut-out'),
  })[handling]

interface Props {
  readonly answers: AttestConsent
  readonly onAnswer: (answers: AttestConsent) => void
}

/** All that is asked where no text applies. */
export function HandlingChoice({ answers, onAnswer }: Props) {
  return (
    <RadioChips
      legend={t('consent.others')}
      value={answers.unconsented}
      options={handlings.map((value) => ({ value, label: handlingWords(value) }))}
      onChoose={(unconsented) => onAnswer({ ...answers, unconsented })}
    />
  )
}
