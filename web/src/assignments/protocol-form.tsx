import { useQueryClient } from '@tanstack/preact-query'
import { useState } from 'preact/hooks'
import type { Protocol } from '../../../src/assignments/protocol-schemas.ts'
import type { Cohort } from '../../../src/cohorts/schemas.ts'
import { call } from '../api/call.ts'
import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { Field, Select } from '../parts/field.tsx'
import { Form } from '../parts/form.tsx'
import type { FieldError } from '../parts/form-errors.tsx'
import { Page } from '../parts/page.tsx'
import { say, sayAloud } from '../parts/status.tsx'
import { protocolsQuery } from './assignment-queries.ts'
import { inLanguage, nameOf } from './assignment-words.ts'
import { StageFields } from './stage-fields.tsx'
import { blankStage, stagesFrom, toSend, type WrittenStage } from './written-stage.ts'

interface Props {
  readonly cohort: Cohort
  /** The one that is changed; undefined for a new one. */
  readonly protocol: Protocol | undefined
  /** Those that a new one can begin as. */
  readonly models: readonly Protocol[]
  readonly onClose: () => void
}

const most = 12

/** A protocol of the cohort's own, stage by stage. */
export function ProtocolForm({ cohort, protocol, models, onClose }: Props) {
  const client = useQueryClient()
  const [stages, setStages] = useState<readonly WrittenStage[]>(() =>
    protocol ? stagesFrom(protocol) : [blankStage()],
  )
  const title = protocol
    ? t('protocols.edit-title', { name: inLanguage(protocol.title) })
    : t('protocols.write')
  const check = (form: FormData): FieldError[] => [
    ...(String(form.get('title') ?? '').trim() === ''
      ? [{ field: 'title', text: t('protocols.title-missing') }]
      : []),
    ...stages.flatMap(({ no, name, prompt }, at) => [
      ...(name.trim() === ''
        ? [{ field: `name-${no}`, text: t('stage.name-missing', { number: at + 1 }) }]
        : []),
      ...(prompt.trim() === ''
        ? [{ field: `prompt-${no}`, text: t('stage.prompt-missing', { number: at + 1 }) }]
        : []),
    ]),
  ]
  const send = async (form: FormData) => {
    const body = { title: String(form.get('title')).trim(), stages: toSend(stages) }
    if (protocol) await call(`/api/v1/protocols/${protocol.id}`, { method: 'PUT', body })
    else await call(`/api/v1/cohorts/${cohort.id}/protocols`, { method: 'POST', body })
    await client.invalidateQueries({ queryKey: protocolsQuery(cohort.id).queryKey })
    say(t('protocols.saved'))
    onClose()
  }
  const change = (no: number, with_: Partial<WrittenStage>) =>
    setStages((all) => all.map((stage) => (stage.no === no ? { ...stage, ...with_ } : stage)))
  const move = (at: number, to: number) => {
    setStages((all) => {
      const moved = all[at]
      return moved ? all.toSpliced(at, 1).toSpliced(to, 0, moved) : all
    })
    sayAloud(t('stage.moved', { place: to + 1, count: stages.length }))
  }
  return (
    <Page title={title} class="narrow">
      <p>{protocol ? t('protocols.version-hint') : t('protocols.write-hint')}</p>
      <Form
        action={t('assignment.save')}
        check={check}
        send={send}
        beside={<Button onClick={onClose}>{t('cancel')}</Button>}
      >
        <Field
          label={t('protocols.name')}
          {...{ id: 'title', name: 'title', maxLength: 120, required: true }}
          defaultValue={protocol ? inLanguage(protocol.title) : ''}
        />
        {!protocol && (
          <Select
            label={t('protocols.begin-as')}
            hint={t('protocols.begin-as-hint')}
            id="model"
            onChange={(event) => {
              const model = models.find((each) => nameOf(each) === event.currentTarget.value)
              setStages(model ? stagesFrom(model) : [blankStage()])
            }}
          >
            <option value="">{t('protocols.begin-blank')}</option>
            {models.map((model) => (
              <option key={nameOf(model)} value={nameOf(model)}>
                {inLanguage(model.title)}
              </option>
            ))}
          </Select>
        )}
        {stages.map((stage, at) => (
          <StageFields
            key={stage.no}
            stage={stage}
            at={at}
            count={stages.length}
            onChange={(with_) => change(stage.no, with_)}
            onMove={(to) => move(at, to)}
            onRemove={() => {
              setStages((all) => all.filter(({ no }) => no !== stage.no))
              document.getElementById('add-stage')?.focus()
            }}
          />
        ))}
        {stages.length < most && (
          <Button id="add-stage" icon="plus" onClick={() => setStages((all) => [...all, blankStage()])}>
            {t('stage.add')}
          </Button>
        )}
      </Form>
    </Page>
  )
}
