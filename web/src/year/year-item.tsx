import type { ComponentChildren } from 'preact'
import type { Assignment } from '../../../src/assignments/schemas.ts'
import { listInWords } from '../messages/in-words.ts'
import { language, type MessageKey, t } from '../messages/messages.ts'
import { dayIn, whenIn } from '../messages/moments.ts'
import { Icon, type IconName } from '../parts/icon.tsx'
import type { Entry } from './use-year.ts'

const states = {
  planned: 'year.planned',
  open: 'year.open',
  'past due': 'year.past-due',
  closed: 'year.done',
  cancelled: 'year.called-off',
} as const satisfies Record<Assignment['state'], MessageKey>

/** One thing in the year: where it leads, and what came of it. */
export function YearItem({ entry }: { readonly entry: Entry }) {
  switch (entry.what) {
    case 'meeting':
      return <MeetingItem entry={entry} />
    case 'assignment':
      return <AssignmentItem assignment={entry.assignment} />
    default:
      return <CycleItem entry={entry} />
  }
}

function Item({ sign, children }: { readonly sign: IconName; readonly children: ComponentChildren }) {
  return (
    <li>
      <span class="year-sign">
        <Icon name={sign} />
      </span>
      <div>{children}</div>
    </li>
  )
}

function MeetingItem({ entry }: { readonly entry: Entry & { readonly what: 'meeting' } }) {
  const { meeting, takeaways } = entry
  const { id, startsAt, zone, place, cancelledAt } = meeting
  return (
    <Item sign="people">
      <h3>
        <a href={`/meetings/${id}`}>
          {t('year.meeting', { when: whenIn(zone, startsAt, { length: 'short' }) })}
        </a>
        {cancelledAt && <span class="tag">{t('year.called-off')}</span>}
      </h3>
      {place && !cancelledAt && <p class="hint">{place}</p>}
      {takeaways.length > 0 && (
        <ul class="year-came">
          {takeaways.map(({ id: takeawayId, kind, body }) => (
            <li key={takeawayId}>
              <Icon name={kind === 'decision' ? 'check' : 'repeat'} />
              <span class="visually-hidden">
                {kind === 'decision' ? t('takeaway.decision') : t('takeaway.next-try')}:{' '}
              </span>
              <span>{body}</span>
            </li>
          ))}
        </ul>
      )}
    </Item>
  )
}

function AssignmentItem({ assignment }: { readonly assignment: Assignment }) {
  const { id, protocol, clips, dueAt, zone, state } = assignment
  return (
    <Item sign="clips">
      <h3>
        <a href={`/assignments/${id}`}>{t('year.between', { protocol: protocol.title[language()] })}</a>
      </h3>
      {clips.length > 0 && <p>{listInWords(clips.map(({ title }) => title))}</p>}
      <p class="hint">
        {t('year.due', { day: dayIn(zone, dueAt, { length: 'short', as: 'the' }) })} · {t(states[state])}
      </p>
    </Item>
  )
}

function CycleItem({ entry }: { readonly entry: Entry & { readonly what: 'cycle opens' | 'cycle closes' } }) {
  const { id, seq, question, learned } = entry.cycle
  const isOpening = entry.what === 'cycle opens'
  return (
    <Item sign={isOpening ? 'help' : 'check'}>
      <h3>
        <a href={`/cycles/${id}`}>{t(isOpening ? 'year.cycle-opens' : 'year.cycle-closes', { seq })}</a>
      </h3>
      <p>{isOpening || !learned ? question : learned}</p>
    </Item>
  )
}
