import { useQuery } from '@tanstack/preact-query'
import type { Meeting } from '../../../src/meetings/schemas.ts'
import { useMe } from '../api/me.ts'
import { watchLink } from '../clips/watch-link.ts'
import { language, t } from '../messages/messages.ts'
import { dateIn, dayIn, hoursOf, zoneBeside } from '../messages/moments.ts'
import { Icon } from '../parts/icon.tsx'
import { Trouble } from '../parts/trouble.tsx'
import { type BeforeItem, fortnight } from './fortnight.ts'
import { myAssignmentsQuery, myMeetingsQuery } from './fortnight-queries.ts'

export function useFortnight() {
  const me = useMe()
  const meetings = useQuery(myMeetingsQuery)
  const assignments = useQuery(myAssignmentsQuery)
  const found = fortnight({
    ...{ meId: me.id, now: Date.now() },
    meetings: meetings.data?.items ?? [],
    assignments: assignments.data?.items ?? [],
  })
  return { ...found, meetings, assignments }
}

/** The next meeting, and what to do before it. Nothing where nothing is planned and nothing asked. */
export function FortnightSection({ fortnight }: { readonly fortnight: ReturnType<typeof useFortnight> }) {
  const { meeting, further, items, isReady, meetings, assignments } = fortnight
  const lost = [meetings, assignments].find(({ error }) => error)
  if (!meeting && items.length === 0 && !lost) return null
  return (
    <section class="fortnight" aria-labelledby="fortnight">
      <h2 id="fortnight">{t('fortnight.title')}</h2>
      {lost && (
        <Trouble
          error={lost.error}
          onRetry={() => [meetings, assignments].forEach((each) => void (each.error && each.refetch()))}
        />
      )}
      {meeting && <MeetingCard meeting={meeting} />}
      {items.length > 0 && (
        <div>
          <h3 id="before">
            {meeting ? t('fortnight.before', { day: dayOf(meeting, 'the') }) : t('fortnight.to-do')}
          </h3>
          <ul class="before" aria-labelledby="before">
            {items.map((item) => (
              <li key={item.key}>
                <Item item={item} />
              </li>
            ))}
          </ul>
        </div>
      )}
      {meeting && items.length === 0 && assignments.data && (
        <p class="ready">
          <Icon name="check" />
          {isReady
            ? t('fortnight.ready', { day: dayOf(meeting, 'the') })
            : t('fortnight.nothing', { day: dayOf(meeting, 'the') })}
        </p>
      )}
      {further.length > 0 && (
        <p class="hint">
          {t('fortnight.further')}{' '}
          {further.map((each, at) => (
            <span key={each.id}>
              {at > 0 && ' · '}
              <a href={`/meetings/${each.id}`}>
                {t('fortnight.meeting', { cohort: each.cohort.name, day: dayOf(each) })}
              </a>
            </span>
          ))}
        </p>
      )}
    </section>
  )
}

function MeetingCard({ meeting }: { readonly meeting: Meeting }) {
  const { id, cohort, startsAt, zone, place, link, mode } = meeting
  return (
    <article class="meeting-card">
      <p class="hint">{cohort.name}</p>
      <h3>
        <a href={`/meetings/${id}`}>{asHeading(dateIn(zone, startsAt))}</a>
      </h3>
      <p>
        {hoursOf(meeting)}
        {zoneBeside(zone, new Date(startsAt))}
      </p>
      {place && <p>{place}</p>}
      {link && (
        <p>
          <a href={link} rel="noreferrer" target="_blank">
            <Icon name="link" />
            {t('fortnight.join')}
          </a>
        </p>
      )}
      {!place && !link && mode === 'online' && <p>{t('fortnight.online')}</p>}
    </article>
  )
}

const dayOf = ({ zone, startsAt }: Meeting, as?: 'the'): string =>
  dayIn(zone, startsAt, { brief: true, ...(as && { as }) })

/** It stands alone, and begins a line. */
const asHeading = (day: string): string => day.charAt(0).toLocaleUpperCase(language()) + day.slice(1)

function Item({ item }: { readonly item: BeforeItem }) {
  const minutes = item.minutes !== null && (
    <span class="minutes">{t('fortnight.minutes', { count: item.minutes })}</span>
  )
  if (item.kind === 'watch') {
    const words = item.owner
      ? t('fortnight.watch', { title: item.title, name: item.owner })
      : t('fortnight.watch-own', { title: item.title })
    return (
      <>
        <Icon name="play" />
        <a href={watchLink(item.clipId)}>{words}</a>
        {minutes}
      </>
    )
  }
  return (
    <>
      <Icon name="comment" />
      <a href={item.clipId ? watchLink(item.clipId) : `/assignments/${item.assignmentId}`}>
        {t('fortnight.say', { count: item.posts, stage: item.stage[language()] })}
      </a>
      {minutes}
    </>
  )
}
