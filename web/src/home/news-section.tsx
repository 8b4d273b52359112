import { useState } from 'preact/hooks'
import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { Loading, Trouble } from '../parts/trouble.tsx'
import { newsOf, useNews } from './news-query.ts'
import { NewsRow } from './news-row.tsx'

const atFirst = 5

interface Props {
  /** Only what stands in this one. */
  readonly cohortId?: string
  readonly title: string
  readonly nothing: string
}

/** What was said since the reader last looked: threads, not counts. */
export function NewsSection({ cohortId, title, nothing }: Props) {
  const news = useNews()
  const [most, setMost] = useState(atFirst)
  const all = newsOf(news.data).filter(({ cohort }) => cohortId === undefined || cohort.id === cohortId)
  const more = async () => {
    if (all.length < most + 20 && news.hasNextPage) await news.fetchNextPage()
    setMost(most + 20)
  }
  return (
    <section class="news" aria-labelledby="news">
      <h2 id="news">{title}</h2>
      {news.isPending && <Loading />}
      {news.error && <Trouble error={news.error} onRetry={() => void news.refetch()} />}
      {news.data && all.length === 0 && <p class="hint">{nothing}</p>}
      {all.length > 0 && (
        <ul class="news-list">
          {all.slice(0, most).map((each) => (
            <NewsRow key={each.threadId} news={each} isInCohort={cohortId !== undefined} />
          ))}
        </ul>
      )}
      {(all.length > most || (all.length > 0 && news.hasNextPage)) && (
        <Button busy={news.isFetchingNextPage} onClick={() => void more()}>
          {t('news.more')}
        </Button>
      )}
    </section>
  )
}
