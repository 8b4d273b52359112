import type { Defaults } from '../../../src/assignments/schemas.ts'
import { t } from '../messages/messages.ts'
import { whenIn } from '../messages/moments.ts'
import { Button } from '../parts/button.tsx'
import { Field } from '../parts/field.tsx'
import { Notice } from '../parts/notice.tsx'
import { Switch } from '../parts/switch.tsx'
import { warningWords } from './assignment-words.ts'
import { type Times, timesFrom } from './times.ts'

interface Props {
  /** What the server makes of it all. */
  readonly defaults: Defaults
  /** Set by hand; undefined where the usual times are taken. */
  readonly times: Times | undefined
  readonly onSet: (times: Times | undefined) => void
  /** Once it is open, when it opened stands. */
  readonly isOpen?: boolean
}

/** When it opens and is due: as usual, or set by hand; what is to be thought of; and how much work that is. */
export function WhenFields({ defaults, times, onSet, isOpen = false }: Props) {
  const { zone, warnings, weeklyMinutes, opensAt, dueAt, dueBy, forMeetingId } = defaults
  const set = (field: keyof Times) => (event: { readonly currentTarget: HTMLInputElement }) =>
    times && onSet({ ...times, [field]: event.currentTarget.value })
  const opensNow = Date.parse(opensAt) <= Date.now() + 60_000
  const day = (label: string, name: 'opensOn' | 'dueOn') => (
    <Field
      type="date"
      {...{ label, id: name, name }}
      value={times?.[name] ?? ''}
      onInput={set(name)}
      required
    />
  )
  const time = (label: string, name: 'opensAt' | 'dueAt') => (
    <Field
      type="time"
      {...{ label, id: name, name }}
      value={times?.[name] ?? ''}
      onInput={set(name)}
      required
    />
  )
  return (
    <div class="when">
      {!times && (
        <dl class="facts">
          {!isOpen && (
            <>
              <dt>{t('assignment.opens')}</dt>
              <dd>{opensNow ? t('assignment.opens-now') : whenIn(zone, opensAt)}</dd>
            </>
          )}
          <dt>{t('assignment.due')}</dt>
          <dd>
            {whenIn(zone, dueAt)}
            {dueBy === 'rule' && <span class="hint"> {t('assignment.by-rule')}</span>}
          </dd>
        </dl>
      )}
      <Switch
        label={t('assignment.by-hand')}
        {...(forMeetingId && { hint: t('assignment.by-hand-hint') })}
        on={times !== undefined}
        onChange={(on) => onSet(on ? timesFrom(defaults) : undefined)}
      />
      {times && !isOpen && (
        <div class="in-a-row">
          {day(t('assignment.opens-on'), 'opensOn')}
          {time(t('assignment.opens-at'), 'opensAt')}
        </div>
      )}
      {times && (
        <div class="in-a-row">
          {day(t('assignment.due-on'), 'dueOn')}
          {time(t('assignment.due-at'), 'dueAt')}
        </div>
      )}
      {warnings.length > 0 && (
        <Notice
          tone="warn"
          title={t('warning.title')}
          actions={times && <Button onClick={() => onSet(undefined)}>{t('assignment.usual-time')}</Button>}
        >
          {warnings.map((warning) => (
            <p key={warning}>{t(warningWords[warning])}</p>
          ))}
        </Notice>
      )}
      {weeklyMinutes.planned > 0 && (
        <div class="workload">
          <p>
            {weeklyMinutes.limit === null
              ? t('workload.planned', { count: weeklyMinutes.planned })
              : t('workload.of', { count: weeklyMinutes.planned, limit: weeklyMinutes.limit })}
          </p>
          {weeklyMinutes.limit !== null && (
            <meter
              aria-label={t('workload.title')}
              min={0}
              max={Math.max(weeklyMinutes.limit, weeklyMinutes.planned)}
              high={weeklyMinutes.limit}
              value={weeklyMinutes.planned}
            />
          )}
          <p class="hint">{t('workload.hint')}</p>
        </div>
      )}
    </div>
  )
}
