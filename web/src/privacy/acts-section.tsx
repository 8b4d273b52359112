import { useInfiniteQuery } from '@tanstack/preact-query'
import type { PrivacyAct } from '../../../src/identity/privacy-act-schemas.ts'
import { exactly } from '../messages/dates.ts'
import { t } from '../messages/messages.ts'
import { PagedList } from '../parts/paged-list.tsx'
import { shortNumber } from './clip-number.ts'
import { actsQuery } from './office-queries.ts'

/** What was done in the office, as the audit has it: by the reader, or to one clip by whoever did. */
export function ActsSection({ clipId }: { readonly clipId?: string }) {
  const acts = useInfiniteQuery(actsQuery(clipId))
  return (
    <section aria-labelledby="acts">
      <h2 id="acts">{clipId ? t('office.acts-clip') : t('office.acts')}</h2>
      <PagedList
        query={acts}
        none={clipId ? t('office.acts-clip-none') : t('office.acts-none')}
        more={t('paper.more')}
      >
        {(act) => (
          <li key={act.seq}>
            <div>
              <p>{actWords(act)}</p>
              <p class="hint">
                {!clipId && act.clipId && (
                  <>
                    <a href={`/privacy/clips/${act.clipId}`}>
                      {t('office.clip', { number: shortNumber(act.clipId) })}
                    </a>
                    {' · '}
                  </>
                )}
                {clipId && <>{act.by?.name ?? t('office.act-former')} · </>}
                {exactly(act.at)}
              </p>
            </div>
          </li>
        )}
      </PagedList>
    </section>
  )
}

function actWords({ what, resolution }: PrivacyAct): string {
  switch (what) {
    case 'settle-pause':
      return t('office.act-settle', { resolution: resolutionWords(resolution) })
    case 'withdraw-consent':
      return t('office.act-consent')
    case 'withdraw-clip':
      return t('office.act-withdraw')
    case 'revoke-grant':
      return t('office.act-revoke')
    case 'place-hold':
      return t('office.act-hold')
    case 'lift-hold':
      return t('office.act-lift')
    case 'order-purge':
      return t('office.act-purge')
  }
}

function resolutionWords(resolution: string | null): string {
  if (resolution === 'cut again') return t('office.act-cut')
  return resolution === 'withdrawn' ? t('office.act-withdrawn') : t('office.act-kept')
}
