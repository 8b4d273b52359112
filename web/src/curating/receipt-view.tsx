import type { Receipt } from '../../../src/exemplars/schemas.ts'
import { audienceName } from '../exemplars/exemplar-words.ts'
import { dateOf } from '../messages/dates.ts'
import { t } from '../messages/messages.ts'
import { becauseWords, placesInWords } from './curating-words.ts'

/** Where a clip was as an exemplar, for its owner, once it is none any more. */
export function ReceiptView({ receipt }: { readonly receipt: Receipt }) {
  const { endedAt, because, audience, publishedFrom, stopped } = receipt
  const places = placesInWords(receipt)
  return (
    <>
      <dl class="facts">
        <dt>{t('receipt.ended')}</dt>
        <dd>
          {dateOf(endedAt)}: {becauseWords(because)}
        </dd>
        {audience && (
          <>
            <dt>{t('passport.for')}</dt>
            <dd>{audienceName(audience)}</dd>
          </>
        )}
        <dt>{t('receipt.published')}</dt>
        <dd>
          {publishedFrom ? t('receipt.since', { date: dateOf(publishedFrom) }) : t('receipt.never-published')}
        </dd>
        <dt>{t('receipt.was')}</dt>
        <dd>
          {places.length === 0 ? (
            t('receipt.nowhere')
          ) : (
            <ul class="points">
              {places.map((words) => (
                <li key={words}>{words}</li>
              ))}
            </ul>
          )}
        </dd>
        {stopped > 0 && (
          <>
            <dt>{t('receipt.stopped')}</dt>
            <dd>{t('receipt.stopped-count', { count: stopped })}</dd>
          </>
        )}
      </dl>
      <p class="hint">{t('receipt.theirs')}</p>
    </>
  )
}
