import { useQuery } from '@tanstack/preact-query'
import type { Meeting } from '../../../src/meetings/schemas.ts'
import { t } from '../messages/messages.ts'
import { Select } from '../parts/field.tsx'
import { Loading } from '../parts/trouble.tsx'
import { timeCode } from '../player/time-code.ts'
import { assignmentsOfYear, talkOfClips } from './year-queries.ts'

const excerptLength = 60

const excerpt = (body: string): string =>
  body.length <= excerptLength ? body : `${body.slice(0, excerptLength).trimEnd()}…`

/** The moments that were talked about on the way to a meeting: what it came to may have come from one of them. */
export function MomentSelect({ meeting }: { readonly meeting: Meeting }) {
  const { id, cohort } = meeting
  const assignments = useQuery(assignmentsOfYear(cohort.id))
  const clips = new Map(
    assignments.data
      ?.filter(({ forMeeting }) => forMeeting?.id === id)
      .flatMap((each) => each.clips.map((clip) => [clip.id, clip.title])),
  )
  const talk = useQuery({
    ...talkOfClips([...clips.keys()], cohort.id),
    enabled: assignments.data !== undefined,
  })
  if (assignments.isPending || talk.isPending) return <Loading />
  const threads = talk.data ?? []
  if (threads.length === 0) return <p class="hint">{t('takeaway.no-moments')}</p>
  return (
    <Select label={t('takeaway.moment-from')} id="threadId" name="threadId">
      <option value="">{t('takeaway.moment-none')}</option>
      {threads.map(({ id: threadId, clipId, startMs, comments }) => (
        <option key={threadId} value={threadId}>
          {[clips.get(clipId), startMs !== null && timeCode(startMs), excerpt(comments[0]?.body ?? '')]
            .filter(Boolean)
            .join(' · ')}
        </option>
      ))}
    </Select>
  )
}
