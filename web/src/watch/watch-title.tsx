import { useQuery } from '@tanstack/preact-query'
import type { Clip } from '../../../src/clips/schemas.ts'
import { cohortsQuery } from '../api/queries.ts'
import { audienceWords } from '../clips/clip-words.ts'
import { durationInWords } from '../messages/in-words.ts'
import { t } from '../messages/messages.ts'
import { Icon } from '../parts/icon.tsx'
import { usePageTitle } from '../parts/page.tsx'
import { timeCode } from '../player/time-code.ts'
import { DownloadButton } from './download-button.tsx'

interface Props {
  readonly clip: Clip
  readonly onAudience: () => void
}

/** What it is, whose it is, and who can see it: the last as a button that names them. */
export function WatchTitle({ clip, onAudience }: Props) {
  const heading = usePageTitle(clip.title)
  const { data: cohorts } = useQuery(cohortsQuery)
  const people = new Set(
    cohorts?.items
      .filter(({ id }) => clip.grants.some(({ cohort }) => cohort.id === id))
      .flatMap(({ members }) => members.map(({ id }) => id)),
  )
  return (
    <div class="watch-title">
      <h1 ref={heading} tabIndex={-1}>
        {clip.title}
      </h1>
      <div class="watch-meta">
        <p class="clip-meta">
          <span>{clip.owner.name}</span>
          {clip.durationMs !== null && (
            <span>
              <span aria-hidden="true">{timeCode(clip.durationMs)}</span>
              <span class="visually-hidden">{durationInWords(clip.durationMs)}</span>
            </span>
          )}
        </p>
        <button type="button" class="audience-button" onClick={onAudience}>
          <Icon name={clip.grants.length === 0 || clip.state === 'withdrawn' ? 'lock' : 'people'} />
          <span class="visually-hidden">{t('sharing.who')} </span>
          <span>
            {clip.state === 'withdrawn' ? t('clip.only-you') : audienceWords(clip)}
            {people.size > 0 && clip.state !== 'withdrawn' && (
              <> · {t('sharing.people', { count: people.size })}</>
            )}
          </span>
        </button>
        <DownloadButton clip={clip} />
      </div>
    </div>
  )
}
