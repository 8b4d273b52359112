import { useQuery } from '@tanstack/preact-query'
import type { Assignment } from '../../../src/assignments/schemas.ts'
import type { Meeting } from '../../../src/meetings/schemas.ts'
import { durationInWords } from '../messages/in-words.ts'
import { language, t } from '../messages/messages.ts'
import { whenIn } from '../messages/moments.ts'
import { Trouble } from '../parts/trouble.tsx'
import { beforeMeetingQuery } from './meeting-queries.ts'
import { hasBegun } from './meeting-words.ts'

/** What is to be done before it, and from when it begins the pack for the room. */
export function BeforeMeeting({ meeting }: { readonly meeting: Meeting }) {
  const before = useQuery(beforeMeetingQuery(meeting))
  const assignments = before.data ?? []
  const begun = hasBegun(meeting)
  if (before.error) return <Trouble error={before.error} onRetry={() => void before.refetch()} />
  if (begun && assignments.length === 0) return null
  return (
    <section aria-labelledby="before">
      <h2 id="before">{t('meetings.before')}</h2>
      {before.data && assignments.length === 0 && <p class="hint">{t('meetings.nothing-before')}</p>}
      {assignments.length > 0 && (
        <ul class="lines">
          {assignments.map((assignment) => (
            <BeforeRow key={assignment.id} assignment={assignment} />
          ))}
        </ul>
      )}
    </section>
  )
}

function BeforeRow({ assignment }: { readonly assignment: Assignment }) {
  const { id, protocol, words, dueAt, zone, minutes } = assignment
  return (
    <li>
      <div>
        <p>
          <a class="meeting-day" href={`/assignments/${id}`}>
            {protocol.title[language()]}
          </a>
        </p>
        {words && <p class="said">{words}</p>}
        <p class="hint">
          {t('meetings.due', { when: whenIn(zone, dueAt, { as: 'the' }) })} ·{' '}
          {durationInWords(minutes * 60_000)}
        </p>
      </div>
      <a class="button plain" href={`/assignments/${id}/pack`}>
        {t('meetings.pack')}
      </a>
    </li>
  )
}
