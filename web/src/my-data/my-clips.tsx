import { useInfiniteQuery } from '@tanstack/preact-query'
import type { MyClip } from '../../../src/my-data/schemas.ts'
import { dateOf, dayInWords } from '../messages/dates.ts'
import { listInWords } from '../messages/in-words.ts'
import { t } from '../messages/messages.ts'
import { Icon } from '../parts/icon.tsx'
import { PagedList } from '../parts/paged-list.tsx'
import { myClipsQuery, myPurgesQuery } from './my-data-queries.ts'

/** My clips: who can see each, and until when. */
export function MyClips() {
  const clips = useInfiniteQuery(myClipsQuery)
  return (
    <section aria-labelledby="my-clips">
      <h2 id="my-clips">{t('data.clips')}</h2>
      <p class="hint">{t('data.clips-hint')}</p>
      <PagedList query={clips} none={t('data.clips-none')} more={t('data.more')}>
        {(clip) => (
          <li key={clip.id}>
            <div>
              <h3>
                <a href={`/clips/${clip.id}/privacy`}>{t('data.clip-privacy', { title: clip.title })}</a>
              </h3>
              <p class="audience">
                <Icon name={isAlone(clip) ? 'lock' : 'people'} />
                {audienceOf(clip)}
              </p>
              <p class="hint">{untilOf(clip)}</p>
              {clip.consent && (
                <p class="hint">
                  {t('data.consent', {
                    date: dateOf(clip.consent.attestedAt),
                    scope: scopeWords(clip.consent.scope),
                  })}
                </p>
              )}
            </div>
          </li>
        )}
      </PagedList>
      <Gone />
    </section>
  )
}

const isAlone = ({ state, cohorts }: MyClip): boolean => state === 'withdrawn' || cohorts.length === 0

function audienceOf(clip: MyClip): string {
  if (clip.state === 'withdrawn') return t('data.seen-withdrawn')
  if (clip.cohorts.length === 0) return t('data.seen-nobody')
  const cohorts = listInWords(clip.cohorts.map(({ name }) => name))
  return clip.state === 'paused' ? t('data.seen-paused', { cohorts }) : t('data.seen-by', { cohorts })
}

function untilOf({ onHold, consentEndsAt, endsOn }: MyClip): string {
  if (onHold) return t('data.until-hold')
  if (consentEndsAt) return t('data.until-consent', { day: dateOf(consentEndsAt) })
  return endsOn ? t('data.until', { day: dayInWords(endsOn) }) : ''
}

const scopeWords = (scope: NonNullable<MyClip['consent']>['scope']): string =>
  ({
    cohort: t('data.scope-cohort'),
    organisation: t('data.scope-organisation'),
    network: t('data.scope-network'),
  })[scope]

/** What is left of clips that are no more. Nothing, where there were none. */
function Gone() {
  const purges = useInfiniteQuery(myPurgesQuery)
  if (!purges.error && (purges.data?.pages[0]?.items.length ?? 0) === 0) return null
  return (
    <>
      <h3>{t('data.gone')}</h3>
      <PagedList query={purges} none="" more={t('data.more')}>
        {(purge) => (
          <li key={purge.clipId}>
            <div>
              <p>
                {purge.doneAt
                  ? t('data.gone-item', { date: dateOf(purge.doneAt) })
                  : t('data.gone-ordered', { date: dateOf(purge.orderedAt) })}
              </p>
              <p>
                <a href={`/clips/${purge.clipId}/privacy`}>{t('data.gone-paper')}</a>
              </p>
            </div>
          </li>
        )}
      </PagedList>
    </>
  )
}
