import { useRef, useState } from 'preact/hooks'
import type { ImportedStandards } from '../../../src/exemplars/term-schemas.ts'
import { ApiProblem } from '../api/problem.ts'
import { t } from '../messages/messages.ts'
import { Field } from '../parts/field.tsx'
import { Form } from '../parts/form.tsx'
import { Notice } from '../parts/notice.tsx'
import { useTerms } from './use-terms.ts'

/** Takes standards from a file, all of it or nothing, and says what came of it. */
export function StandardsForm() {
  const change = useTerms()
  const [report, setReport] = useState<ImportedStandards>()
  const [refused, setRefused] = useState<ApiProblem>()
  const told = useRef<HTMLDivElement>(null)
  const send = async (form: FormData) => {
    setReport(undefined)
    setRefused(undefined)
    const file = form.get('standards') as File
    try {
      // Whatever the system takes it for.
      const sent = new Blob([file], { type: 'text/csv' })
      setReport(await change<ImportedStandards>('/imports', 'POST', sent))
    } catch (refusal) {
      if (!(refusal instanceof ApiProblem) || refusal.line === undefined) throw refusal
      setRefused(refusal)
    }
    setTimeout(() => told.current?.focus())
  }
  return (
    <>
      <p>{t('standards.about')}</p>
      <p class="code">
        code,name
        <br />
        4.NF.A.1,Equivalent fractions
      </p>
      <Form
        label={t('standards.title')}
        action={t('standards.take')}
        busyAction={t('standards.taking')}
        check={(form) => {
          const file = form.get('standards')
          const isThere = file instanceof File && file.size > 0
          return isThere ? [] : [{ field: 'standards', text: t('standards.missing') }]
        }}
        send={send}
      >
        <Field
          {...{ id: 'standards', name: 'standards', type: 'file', accept: '.csv,text/csv' }}
          label={t('standards.file')}
          hint={t('standards.file-hint')}
          onChange={() => {
            setReport(undefined)
            setRefused(undefined)
          }}
        />
      </Form>
      <div ref={told} tabIndex={-1}>
        {report && (
          <Notice tone="ok" title={t('standards.taken')}>
            <ul class="points">
              <li>{t('standards.added', { count: report.added })}</li>
              <li>{t('standards.changed', { count: report.changed })}</li>
              <li>{t('standards.unchanged', { count: report.unchanged })}</li>
            </ul>
          </Notice>
        )}
        {refused && (
          <Notice tone="danger" title={t('standards.refused', { line: refused.line ?? 0 })}>
            {/* The server tells it in English only. */}
            <p lang="en">{refused.detail}</p>
          </Notice>
        )}
      </div>
    </>
  )
}
