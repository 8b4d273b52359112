import { useQuery } from '@tanstack/preact-query'
import { percent } from '../messages/in-words.ts'
import { t } from '../messages/messages.ts'
import { KindMark } from '../threads/kinds.tsx'
import { mirrorQuery } from './pack-queries.ts'

const words = {
  notice: 'mirror.notice',
  wonder: 'mirror.wonder',
  interpret: 'mirror.interpret',
  suggest: 'mirror.suggest',
  appreciate: 'mirror.appreciate',
} as const

interface Props {
  readonly cohortId: string
  /** Of its talk alone; else of all the cohort's. */
  readonly assignmentId?: string
}

/** How the cohort talks, by the kinds that people chose themselves. For the cohort alone, and never about one person. */
export function Mirror({ cohortId, assignmentId }: Props) {
  const { data } = useQuery(mirrorQuery(cohortId, assignmentId))
  if (!data) return null
  return (
    <section aria-labelledby="mirror" class="mirror">
      <h2 id="mirror">{t('mirror.title')}</h2>
      {data.kinds === null ? (
        <p class="hint">{t('mirror.few')}</p>
      ) : (
        <>
          <p>{t('mirror.voices', { count: data.voices ?? 0 })}</p>
          <ul>
            {data.kinds.map(({ kind, share }) => (
              <li key={kind} class="mirror-kind">
                <KindMark kind={kind} />
                <span>{t(words[kind])}</span>
                <progress class="progress" max={100} value={share} aria-hidden="true" />
                <span>{percent(share / 100)}</span>
              </li>
            ))}
          </ul>
          <p class="hint">{t('mirror.hint')}</p>
        </>
      )}
    </section>
  )
}
