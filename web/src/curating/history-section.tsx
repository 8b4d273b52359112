import type { Passport } from '../../../src/exemplars/schemas.ts'
import { exactly } from '../messages/dates.ts'
import { t } from '../messages/messages.ts'
import { endOf, historyWords } from './curating-words.ts'

/** What became of it, from the clip's ledger, and the way there. */
export function HistorySection({ passport }: { readonly passport: Passport }) {
  const { history, exemplar } = passport
  const end = endOf(passport)
  return (
    <section aria-labelledby="history">
      <h2 id="history">{t('passport.history')}</h2>
      <ul class="lines">
        {history.map((row, at) => (
          <li key={`${row.at} ${row.what} ${at}`}>
            <div>
              <p>{historyWords(row, at === end)}</p>
              <p class="hint">
                {row.who && <>{row.who.name} · </>}
                {exactly(row.at)}
              </p>
            </div>
          </li>
        ))}
      </ul>
      <p>
        <a href={`/clips/${exemplar.clipId}/privacy`}>{t('passport.to-ledger')}</a>
      </p>
    </section>
  )
}
