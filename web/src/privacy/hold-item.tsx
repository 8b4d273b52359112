import type { Hold } from '../../../src/retention/schemas.ts'
import { dateOf } from '../messages/dates.ts'
import { t } from '../messages/messages.ts'
import { AskFirst } from '../parts/ask-first.tsx'
import { shortNumber } from './clip-number.ts'
import { useOfficeAct } from './office-queries.ts'

/** A clip on hold: for what, since when, and the means to end it. */
export function HoldItem({ hold, namesClip }: { readonly hold: Hold; readonly namesClip: boolean }) {
  const act = useOfficeAct()
  const { clipId, basis, placedAt, tellsOwner } = hold
  return (
    <li>
      <div>
        {namesClip && (
          <h3>
            <a href={`/privacy/clips/${clipId}`}>{t('office.clip', { number: shortNumber(clipId) })}</a>
          </h3>
        )}
        <p class="said">{basis}</p>
        <p class="hint">
          {t('office.held-since', { date: dateOf(placedAt) })}
          {' · '}
          {tellsOwner ? t('office.held-told') : t('office.held-secret')}
        </p>
      </div>
      <AskFirst
        label={t('office.lift')}
        of={shortNumber(clipId)}
        title={t('office.lift-title')}
        words={[t('office.lift-words')]}
        action={t('office.lift')}
        does={() => act(`clips/${clipId}/hold`, 'DELETE')}
        done={t('office.lifted')}
      />
    </li>
  )
}
