import type { ConsentPolicy } from '../../../src/clips/consent-schemas.ts'
import { t } from '../messages/messages.ts'
import { dayInWords } from '../office/dates-in-words.ts'
import { Button } from '../parts/button.tsx'

interface Props {
  /** The organisation, or one of its districts. */
  readonly of: string
  /** Newest first; never none. */
  readonly versions: readonly ConsentPolicy[]
  readonly onWrite: (after: ConsentPolicy) => void
}

/** The text that applies, and those that applied before: they stay, as people agreed to them. */
export function PolicyCard({ of, versions, onWrite }: Props) {
  const [current, ...earlier] = versions
  if (!current) return null
  const id = `policy-${current.id}`
  return (
    <section class="part" aria-labelledby={id}>
      <div class="page-head">
        <h2 id={id}>{of}</h2>
        <Button aria-label={t('records.policy-next-of', { of })} onClick={() => onWrite(current)}>
          {t('records.policy-next')}
        </Button>
      </div>
      <Version policy={current} />
      {earlier.length > 0 && (
        <details>
          <summary>{t('records.policy-earlier', { count: earlier.length })}</summary>
          {earlier.map((policy) => (
            <Version key={policy.id} policy={policy} />
          ))}
        </details>
      )}
    </section>
  )
}

function Version({ policy }: { readonly policy: ConsentPolicy }) {
  const { version, writtenAt, text, asksGuardians, asksPrincipal, asksAdults } = policy
  const asked = [
    asksGuardians && t('records.asks-guardians'),
    asksPrincipal && t('records.asks-principal'),
    asksAdults && t('records.asks-adults'),
  ].filter((each) => each !== false)
  return (
    <article class="version">
      <p class="hint">{t('records.policy-version', { version, day: dayInWords(writtenAt) })}</p>
      <p class="policy-text">{text}</p>
      <p>{asked.length === 0 ? t('records.asks-nothing') : t('records.asks')}</p>
      <ul class="bullets">
        {asked.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ul>
    </article>
  )
}
