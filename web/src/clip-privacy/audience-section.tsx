import { useQuery } from '@tanstack/preact-query'
import type { Clip } from '../../../src/clips/schemas.ts'
import type { AudienceMember } from '../../../src/clips/sharing-schemas.ts'
import { dateOf } from '../messages/dates.ts'
import { listInWords } from '../messages/in-words.ts'
import { t } from '../messages/messages.ts'
import { AskFirst } from '../parts/ask-first.tsx'
import { Loading, Trouble } from '../parts/trouble.tsx'
import { audienceQuery, useChange } from './clip-privacy-queries.ts'

/** Who can see the clip, by name and by the cohort through which they do, each of which the owner can stop. */
export function AudienceSection({ clip }: { readonly clip: Clip }) {
  const audience = useQuery(audienceQuery(clip.id))
  const isBack = clip.state === 'withdrawn'
  return (
    <section aria-labelledby="audience">
      <h2 id="audience">{t('audience.title')}</h2>
      {clip.state === 'paused' && clip.grants.length > 0 && <p>{t('audience.paused')}</p>}
      {clip.grants.length === 0 && <p>{t(clip.exemplarId ? 'sharing.exemplar-alone' : 'audience.nobody')}</p>}
      {clip.exemplarId && (
        <p>
          <a href={`/exemplars/${clip.exemplarId}/passport`}>{t('sharing.passport')}</a>
        </p>
      )}
      {clip.grants.length > 0 && isBack && <p>{t('audience.stopped')}</p>}
      {audience.isPending && <Loading />}
      {audience.error && <Trouble error={audience.error} onRetry={() => void audience.refetch()} />}
      {clip.grants.length > 0 && (
        <ul class="lines">
          {clip.grants.map((grant) => (
            <li key={grant.id}>
              <GrantWords grant={grant} members={clip.state === 'ready' ? audience.data?.items : undefined} />
              <Stop clipId={clip.id} grant={grant} />
            </li>
          ))}
        </ul>
      )}
      {!isBack && (
        <p>
          <a href={`/clips/${clip.id}`}>{t('audience.share')}</a>
        </p>
      )}
    </section>
  )
}

interface GrantProps {
  readonly grant: Clip['grants'][number]
  /** Who sees the clip now; undefined where that is nobody, or not known. */
  readonly members: readonly AudienceMember[] | undefined
}

function GrantWords({ grant, members }: GrantProps) {
  const names = members
    ?.filter(({ cohorts }) => cohorts.some(({ id }) => id === grant.cohort.id))
    .map(({ name }) => name)
  return (
    <div>
      <h3>{grant.cohort.name}</h3>
      {names && <p>{names.length > 0 ? listInWords(names) : t('audience.none-in')}</p>}
      <p class="hint">
        {t('audience.since', { date: dateOf(grant.grantedAt) })}{' '}
        {grant.canDownload ? t('sharing.downloads') : t('audience.no-download')}
      </p>
      {grant.evaluators
        .filter(({ acknowledged }) => !acknowledged)
        .map(({ id, name }) => (
          <p key={id} class="hint">
            {t('sharing.evaluator-out', { name })}
          </p>
        ))}
    </div>
  )
}

function Stop({ clipId, grant }: { readonly clipId: string; readonly grant: Clip['grants'][number] }) {
  const change = useChange(clipId)
  const cohort = grant.cohort.name
  return (
    <AskFirst
      label={t('sharing.stop')}
      of={cohort}
      title={t('audience.stop-title', { cohort })}
      words={[t('audience.stop-words'), ...(grant.canDownload ? [t('audience.stop-downloads')] : [])]}
      action={t('sharing.stop')}
      does={() => change(`grants/${grant.id}`, 'DELETE')}
      done={t('sharing.stopped', { cohort })}
    />
  )
}
