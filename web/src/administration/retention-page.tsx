import { useQuery } from '@tanstack/preact-query'
import { useState } from 'preact/hooks'
import type { RetentionRules } from '../../../src/retention/schemas.ts'
import { call } from '../api/call.ts'
import { useMe } from '../api/me.ts'
import { t } from '../messages/messages.ts'
import { oneOf } from '../office/fetch-pages.ts'
import { forRoom, OfficeFrame } from '../office/office-frame.tsx'
import { Refused } from '../office/refused.tsx'
import { useChanges } from '../office/use-changes.ts'
import { Confirm } from '../parts/dialog.tsx'
import { Field } from '../parts/field.tsx'
import { Form } from '../parts/form.tsx'
import { Loading, Trouble } from '../parts/trouble.tsx'
import { useAct } from '../parts/use-act.ts'
import { ruleHints, ruleWords } from './retention-words.ts'

export const RetentionPage = forRoom('retention', Retention)

const path = '/api/v1/administration/retention'
/** As the server asks of it. */
const mostDays = 3650

type Rule = RetentionRules['rules'][number]
type Change = Pick<Rule, 'rule' | 'days'>

function Retention() {
  const { roles } = useMe()
  const rules = useQuery(oneOf<RetentionRules>(path))
  return (
    <OfficeFrame title={t('admin.retention')} about={t('records.retention-about')}>
      {rules.isPending && <Loading />}
      {rules.error && <Trouble error={rules.error} onRetry={() => void rules.refetch()} />}
      {rules.data &&
        (roles.includes('administrator') ? (
          <Rules key={rules.dataUpdatedAt} rules={rules.data.rules} />
        ) : (
          <dl class="facts">
            {rules.data.rules.map(({ rule, days }) => (
              <div key={rule}>
                <dt>{ruleWords(rule)}</dt>
                <dd>{t('records.days', { count: days })}</dd>
              </div>
            ))}
          </dl>
        ))}
    </OfficeFrame>
  )
}

function Rules({ rules }: { readonly rules: readonly Rule[] }) {
  const changed = useChanges()
  const { act, isBusy, refusal } = useAct()
  const [shorter, setShorter] = useState<readonly Change[]>()
  const write = async (changes: readonly Change[]) => {
    await call(path, { method: 'PUT', body: { rules: changes } })
    await changed(t('records.retention-saved'))
  }
  const send = async (form: FormData) => {
    const changes = rules
      .map(({ rule }): Change => ({ rule, days: Number(form.get(idOf(rule))) }))
      .filter(({ rule, days }) => rules.some((known) => known.rule === rule && known.days !== days))
    if (changes.length === 0) return changed(t('records.retention-same'))
    const isShorter = changes.some(({ rule, days }) =>
      rules.some((known) => known.rule === rule && days < known.days),
    )
    if (isShorter) return setShorter(changes)
    return write(changes)
  }
  return (
    <>
      <Refused refusal={refusal} />
      <Form
        action={t('records.retention-save')}
        check={(form) =>
          rules
            .filter(({ rule }) => !isDays(form.get(idOf(rule))))
            .map(({ rule }) => ({ field: idOf(rule), text: t('records.days-wrong', { most: mostDays }) }))
        }
        send={send}
      >
        {rules.map(({ rule, days, usualDays }) => (
          <Field
            key={rule}
            id={idOf(rule)}
            name={idOf(rule)}
            type="number"
            inputMode="numeric"
            min={1}
            max={mostDays}
            label={ruleWords(rule)}
            hint={`${ruleHints(rule)} ${t('records.usual-days', { count: usualDays })}`}
            defaultValue={`${days}`}
          />
        ))}
      </Form>
      {shorter && (
        <Confirm
          title={t('records.shorter-title')}
          action={t('records.shorter-action')}
          busy={isBusy}
          onConfirm={() => void act(() => write(shorter)).then(() => setShorter(undefined))}
          onClose={() => setShorter(undefined)}
        >
          {t('records.shorter-words')}
        </Confirm>
      )}
    </>
  )
}

const idOf = (rule: string): string => `days-${rule.replaceAll(' ', '-')}`

const isDays = (text: FormDataEntryValue | null): boolean => {
  const days = Number(text)
  return Number.isInteger(days) && days >= 1 && days <= mostDays
}
