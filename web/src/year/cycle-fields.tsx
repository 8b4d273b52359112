import type { Cycle } from '../../../src/cycles/schemas.ts'
import { t } from '../messages/messages.ts'
import { Select, TextArea } from '../parts/field.tsx'

interface Props {
  readonly question?: string
  readonly practice: string | null
  /** What it may go on from, the latest first. */
  readonly earlier: readonly Pick<Cycle, 'id' | 'seq' | 'question'>[]
  readonly previousId: string | null
}

/** What every cycle is about. */
export function CycleFields({ question = '', practice, earlier, previousId }: Props) {
  return (
    <>
      <TextArea
        label={t('cycle.question')}
        hint={t('cycle.question-hint')}
        {...{ id: 'question', name: 'question', defaultValue: question, maxLength: 500, rows: 2 }}
      />
      <TextArea
        label={t('cycle.practice')}
        hint={t('cycle.practice-hint')}
        {...{ id: 'practice', name: 'practice', defaultValue: practice ?? '', maxLength: 500, rows: 2 }}
      />
      {earlier.length > 0 && (
        <Select label={t('cycle.goes-on-from')} id="previous" name="previous">
          <option value="">{t('cycle.goes-on-from-none')}</option>
          {earlier.map(({ id, seq, question: asked }) => (
            <option key={id} value={id} selected={id === previousId}>
              {t('cycle.named', { seq, question: asked })}
            </option>
          ))}
        </Select>
      )}
    </>
  )
}
