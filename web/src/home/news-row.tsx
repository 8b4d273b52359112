import type { News } from '../../../src/threads/news-schemas.ts'
import { watchLink } from '../clips/watch-link.ts'
import { durationInWords, whenInWords } from '../messages/in-words.ts'
import { t } from '../messages/messages.ts'
import { timeCode } from '../player/time-code.ts'
import { KindMark } from '../threads/kinds.tsx'

interface Props {
  readonly news: News
  /** Where it stands goes without saying on the cohort's own page. */
  readonly isInCohort?: boolean
}

/** A thread with something new: where it stands, who spoke last, and how it begins. */
export function NewsRow({ news, isInCohort = false }: Props) {
  const { threadId, clip, cohort, kind, latest, newComments } = news
  return (
    <li class="news-row">
      <KindMark kind={kind} />
      <div>
        <h3>
          <a class="cover" href={watchLink(clip.id, { atMs: startOf(news), threadId })}>
            {t('news.label', { kind: t(`kind.${kind}`), title: clip.title })} <Moment news={news} />
          </a>
        </h3>
        <p>
          <strong>{latest.author.name}</strong> {latest.excerpt}
        </p>
        <p class="clip-meta">
          <span>{whenInWords(latest.at)}</span>
          {!isInCohort && <span>{cohort.name}</span>}
          <span>{t('clip.new', { count: newComments })}</span>
        </p>
      </div>
    </li>
  )
}

const startOf = ({ startMs, offClip }: News): number | undefined =>
  offClip ? undefined : (startMs ?? undefined)

function Moment({ news }: { readonly news: News }) {
  const startMs = startOf(news)
  if (startMs === undefined) return null
  return (
    <>
      <span class="moment" aria-hidden="true">
        {timeCode(startMs)}
      </span>
      <span class="visually-hidden">{t('news.at', { moment: durationInWords(startMs) })}</span>
    </>
  )
}
