import { useInfiniteQuery } from '@tanstack/preact-query'
import type { Pause } from '../../../src/clips/pause-schemas.ts'
import type { Clip } from '../../../src/clips/schemas.ts'
import { dateOf } from '../messages/dates.ts'
import { t } from '../messages/messages.ts'
import { AskFirst } from '../parts/ask-first.tsx'
import { PagedList } from '../parts/paged-list.tsx'
import { pausesQuery, useChange } from './clip-privacy-queries.ts'
import { ConcernButton } from './concern-button.tsx'
import { kindWords } from './kind-words.ts'

/** Concerns about a clip and consents that were withdrawn, and what came of them. The owner settles the latter. */
export function PausesSection({ clip }: { readonly clip: Clip }) {
  const pauses = useInfiniteQuery(pausesQuery(clip.id))
  return (
    <section aria-labelledby="pauses">
      <h2 id="pauses">{t('pauses.title')}</h2>
      <PagedList query={pauses} none={t('pauses.none')} more={t('paper.more')}>
        {(pause) => (
          <li key={pause.id}>
            <PauseWords pause={pause} open={openWords(pause)} />
            {pause.resolution === null && pause.reason === 'consent withdrawn' && (
              <Settle clipId={clip.id} pause={pause} />
            )}
          </li>
        )}
      </PagedList>
      <ConcernButton clip={clip} isOwner />
    </section>
  )
}

const openWords = ({ reason, actBy }: Pause): string =>
  reason === 'concern' || actBy === null
    ? t('pauses.open-concern')
    : t('pauses.open-consent', { date: dateOf(actBy) })

/** What it is about, when it was raised, and how it stands; `open` is said while it is. */
export function PauseWords({ pause, open }: { readonly pause: Pause; readonly open: string }) {
  const kind = kindWords(pause.kind)
  return (
    <div>
      <h3>{pause.reason === 'concern' ? t('pauses.concern', { kind }) : t('pauses.consent', { kind })}</h3>
      <p class="hint">
        {dateOf(pause.raisedAt)}
        {pause.isMine && <> · {t('pauses.mine')}</>}
      </p>
      {pause.words && <p class="said">{pause.words}</p>}
      <p>{pause.resolution === null ? open : resolutionWords(pause)}</p>
    </div>
  )
}

function resolutionWords({ resolution, resolvedAt }: Pause): string {
  const date = resolvedAt ? dateOf(resolvedAt) : '—'
  if (resolution === 'cut again') return t('pauses.cut', { date })
  if (resolution === 'withdrawn') return t('pauses.withdrawn', { date })
  return resolution === 'purged' ? t('pauses.purged', { date }) : t('pauses.kept', { date })
}

function Settle({ clipId, pause }: { readonly clipId: string; readonly pause: Pause }) {
  const change = useChange(clipId)
  const settle = (resolution: 'cut again' | 'withdrawn') => () =>
    change(`pauses/${pause.id}/resolution`, 'PUT', { resolution })
  return (
    <div class="actions">
      <a class="button" href={`/clips/${clipId}/cut`}>
        <span>{t('pauses.cut-first')}</span>
      </a>
      <AskFirst
        label={t('pauses.did-cut')}
        title={t('pauses.did-cut-title')}
        words={[t('pauses.did-cut-words')]}
        action={t('pauses.did-cut')}
        does={settle('cut again')}
        done={t('pauses.did-cut-done')}
      />
      <AskFirst
        label={t('sharing.take-back')}
        title={t('away.back-title')}
        words={[t('pauses.take-back-words')]}
        action={t('sharing.take-back')}
        does={settle('withdrawn')}
        done={t('sharing.taken-back')}
      />
    </div>
  )
}
