import { useEffect, useRef, useState } from 'preact/hooks'
import type { RosterReport } from '../../../src/rosters/schemas.ts'
import { call } from '../api/call.ts'
import { ApiProblem } from '../api/problem.ts'
import { t } from '../messages/messages.ts'
import { problemWords } from '../messages/problem-words.ts'
import { Refused } from '../office/refused.tsx'
import { useChanges } from '../office/use-changes.ts'
import { Button } from '../parts/button.tsx'
import { Confirm } from '../parts/dialog.tsx'
import { Field } from '../parts/field.tsx'
import { Form } from '../parts/form.tsx'
import type { FieldError } from '../parts/form-errors.tsx'
import { Notice } from '../parts/notice.tsx'
import { useAct } from '../parts/use-act.ts'
import { RosterReportView } from './roster-report-view.tsx'

interface Looked {
  readonly list: FormData
  readonly report: RosterReport
}

const send = (list: FormData, dryRun: boolean) =>
  call<RosterReport>(`/api/v1/roster-imports?dryRun=${dryRun}`, { method: 'POST', body: list })

/** Looks at a list first; takes it in only once it was seen what that would change. */
export function RosterForm({ sources }: { readonly sources: readonly string[] }) {
  const changed = useChanges()
  const { act, isBusy, refusal } = useAct()
  const [looked, setLooked] = useState<Looked>()
  const [taken, setTaken] = useState<RosterReport>()
  const [asks, setAsks] = useState(false)
  const heading = useRef<HTMLHeadingElement>(null)
  const report = taken ?? looked?.report
  useEffect(() => {
    if (report) heading.current?.focus()
  }, [report])
  const look = async (form: FormData) => {
    setTaken(undefined)
    setLooked(undefined)
    setLooked({ list: form, report: await send(form, true) })
  }
  const take = async ({ list }: Looked) => {
    const done = await act(async () => setTaken(await send(list, false)))
    setAsks(false)
    if (!done) return
    setLooked(undefined)
    await changed(t('records.roster-taken'))
  }
  const isWhole = looked && looked.report.errors.length === 0
  return (
    <>
      <Form
        action={t('records.roster-look')}
        busyAction={t('records.roster-looking')}
        check={check}
        send={look}
        refusalWords={refusalWords}
      >
        <Field
          id="source"
          name="source"
          label={t('records.source')}
          hint={t('records.source-hint')}
          maxLength={100}
          list="sources"
          autoComplete="off"
        />
        <datalist id="sources">
          {sources.map((source) => (
            <option key={source} value={source} />
          ))}
        </datalist>
        <Field
          id="file"
          name="file"
          type="file"
          accept=".zip,.csv,text/csv,application/zip"
          label={t('records.roster-file')}
          hint={t('records.roster-file-hint')}
          onChange={() => setLooked(undefined)}
        />
      </Form>
      {report && (
        <section class="part" aria-labelledby="report">
          <h2 id="report" ref={heading} tabIndex={-1}>
            {t(headingOf(report, taken !== undefined))}
          </h2>
          <Refused refusal={refusal} />
          <RosterReportView report={report} />
          {looked && !isWhole && (
            <Notice tone="warn">
              <p>{t('records.roster-refused')}</p>
            </Notice>
          )}
          {looked && isWhole && (
            <div class="actions">
              <Button
                look="primary"
                busy={isBusy}
                onClick={() => (looked.report.toDepart > 0 ? setAsks(true) : void take(looked))}
              >
                {t('records.roster-take')}
              </Button>
            </div>
          )}
        </section>
      )}
      {asks && looked && (
        <Confirm
          title={t('records.departures-title', { count: looked.report.toDepart })}
          action={t('records.roster-take')}
          busy={isBusy}
          onConfirm={() => void take(looked)}
          onClose={() => setAsks(false)}
        >
          {t('records.departures-words')}
        </Confirm>
      )}
    </>
  )
}

const headingOf = ({ errors }: RosterReport, isTaken: boolean) => {
  if (isTaken) return 'records.roster-taken'
  return errors.length > 0 ? 'records.roster-not-yet' : 'records.roster-would'
}

function check(form: FormData): FieldError[] {
  const file = form.get('file')
  return [
    ...(String(form.get('source')).trim() === ''
      ? [{ field: 'source', text: t('records.source-missing') }]
      : []),
    ...(file instanceof File && file.size > 0 ? [] : [{ field: 'file', text: t('records.file-missing') }]),
  ]
}

/** “Too large” is said of recordings elsewhere. */
const refusalWords = (refusal: unknown): string =>
  refusal instanceof ApiProblem && refusal.code === 'too-large'
    ? t('records.file-too-large')
    : problemWords(refusal)
