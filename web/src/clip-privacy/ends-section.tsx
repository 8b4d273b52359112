import { useQuery } from '@tanstack/preact-query'
import type { Clip } from '../../../src/clips/schemas.ts'
import type { Retention } from '../../../src/retention/schemas.ts'
import { dateOf, dayInWords } from '../messages/dates.ts'
import { t } from '../messages/messages.ts'
import { Field } from '../parts/field.tsx'
import { Form } from '../parts/form.tsx'
import { say } from '../parts/status.tsx'
import { Loading, Trouble } from '../parts/trouble.tsx'
import { retentionQuery, useChange } from './clip-privacy-queries.ts'

/** Until when the clip is kept and why, and the means to keep it longer. */
export function EndsSection({ clip }: { readonly clip: Clip }) {
  const retention = useQuery(retentionQuery(clip.id))
  return (
    <section aria-labelledby="ends">
      <h2 id="ends">{t('ends.title')}</h2>
      {retention.isPending && <Loading />}
      {retention.error && <Trouble error={retention.error} onRetry={() => void retention.refetch()} />}
      {retention.data && (
        <>
          <p>{ruleWords(retention.data)}</p>
          {retention.data.consentEndsAt && (
            <p>{t('ends.consent', { date: dateOf(retention.data.consentEndsAt) })}</p>
          )}
          {retention.data.onHold ? <p>{t('ends.hold')}</p> : <p class="hint">{t('ends.told')}</p>}
          {/* Of one that was taken back, that is what ends it, whatever else was chosen. */}
          {retention.data.rule !== 'withdrawn' && retention.data.keepUntilChoices && (
            <KeepLonger
              clipId={clip.id}
              choices={retention.data.keepUntilChoices}
              keptUntil={retention.data.keptUntil}
            />
          )}
        </>
      )}
    </section>
  )
}

function ruleWords({ rule, endsOn, keptUntil, exemplarUntil }: Retention): string {
  const day = dayInWords(endsOn)
  if (rule === 'never shared') return t('ends.never-shared', { day })
  if (rule === 'withdrawn') return t('ends.withdrawn', { day })
  if (exemplarUntil) return t('ends.exemplar', { day })
  return keptUntil ? t('ends.kept', { day }) : t('ends.shared', { day })
}

interface KeepProps {
  readonly clipId: string
  readonly choices: NonNullable<Retention['keepUntilChoices']>
  readonly keptUntil: string | null
}

function KeepLonger({ clipId, choices: { earliest, latest }, keptUntil }: KeepProps) {
  const change = useChange(clipId)
  const wrong = (day: string): string | undefined => {
    if (day === '') return t('ends.keep-missing')
    return day < earliest || day > latest ? t('ends.keep-wrong', { day: dayInWords(latest) }) : undefined
  }
  return (
    <Form
      label={t('ends.keep')}
      check={(form) => {
        const text = wrong(String(form.get('keep-until') ?? ''))
        return text ? [{ field: 'keep-until', text }] : []
      }}
      send={async (form) => {
        const untilOn = String(form.get('keep-until'))
        await change('keeping', 'PUT', { untilOn })
        say(t('ends.keep-done', { day: dayInWords(untilOn) }))
      }}
      action={t('ends.keep-save')}
    >
      <Field
        id="keep-until"
        name="keep-until"
        type="date"
        label={t('ends.keep-until')}
        hint={t('ends.keep-hint', { day: dayInWords(latest) })}
        min={earliest}
        max={latest}
        defaultValue={keptUntil ?? ''}
      />
    </Form>
  )
}
