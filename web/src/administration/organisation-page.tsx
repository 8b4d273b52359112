import { useQuery, useQueryClient } from '@tanstack/preact-query'
import type { Organisation } from '../../../src/identity/administration-schemas.ts'
import { call } from '../api/call.ts'
import { organisationQuery } from '../api/organisation-query.ts'
import { ApiProblem } from '../api/problem.ts'
import { meQuery } from '../api/queries.ts'
import { language, t } from '../messages/messages.ts'
import { problemWords } from '../messages/problem-words.ts'
import { oneOf } from '../office/fetch-pages.ts'
import { forRoom, OfficeFrame } from '../office/office-frame.tsx'
import { Tick } from '../office/tick.tsx'
import { useChanges } from '../office/use-changes.ts'
import { Field, Select } from '../parts/field.tsx'
import { Form } from '../parts/form.tsx'
import type { FieldError } from '../parts/form-errors.tsx'
import { Loading, Trouble } from '../parts/trouble.tsx'
import { ZoneSelect } from './zone-select.tsx'

export const OrganisationPage = forRoom('organisation', TheOrganisation)

/** As the server asks of it. */
const leastPeople = 5
const mostPeople = 1000

function TheOrganisation() {
  const organisation = useQuery(oneOf<Organisation>('/api/v1/organisation'))
  return (
    <OfficeFrame title={t('admin.organisation')} about={t('admin.organisation-about')}>
      {organisation.isPending && <Loading />}
      {organisation.error && (
        <Trouble error={organisation.error} onRetry={() => void organisation.refetch()} />
      )}
      {organisation.data && <Settings organisation={organisation.data} />}
    </OfficeFrame>
  )
}

function Settings({ organisation }: { readonly organisation: Organisation }) {
  const changed = useChanges()
  const client = useQueryClient()
  const [month = '06', day = '30'] = organisation.schoolYearEnds.split('-')
  const send = async (form: FormData) => {
    await call('/api/v1/organisation', {
      method: 'PATCH',
      body: {
        name: String(form.get('name')).trim(),
        zone: form.get('zone'),
        kMin: Number(form.get('kMin')),
        schoolYearEnds: `${form.get('month')}-${String(form.get('day')).padStart(2, '0')}`,
        keepsTalkOfLeavers: form.get('keepsTalk') === 'yes',
        mailSays: form.get('mailSays') === 'yes' ? 'details' : 'little',
      },
    })
    // Its name stands on other pages too.
    void client.invalidateQueries({ queryKey: meQuery.queryKey })
    void client.invalidateQueries({ queryKey: organisationQuery.queryKey })
    await changed(t('admin.saved'))
  }
  return (
    <Form action={t('admin.save')} check={check} send={send} refusalWords={refusalWords}>
      <Field
        id="name"
        name="name"
        label={t('admin.name')}
        maxLength={200}
        defaultValue={organisation.name}
        autoComplete="organization"
      />
      <ZoneSelect zone={organisation.zone} hint={t('admin.organisation-zone-hint')} />
      <fieldset class="field">
        <legend>{t('admin.school-year')}</legend>
        <p class="hint">{t('admin.school-year-hint')}</p>
        <div class="side-by-side">
          <Select id="month" name="month" label={t('admin.month')}>
            {months().map(({ value, name }) => (
              <option key={value} value={value} selected={value === month}>
                {name}
              </option>
            ))}
          </Select>
          <Field
            id="day"
            name="day"
            type="number"
            inputMode="numeric"
            min={1}
            max={31}
            label={t('admin.day')}
            defaultValue={`${Number(day)}`}
          />
        </div>
      </fieldset>
      <Field
        id="kMin"
        name="kMin"
        type="number"
        inputMode="numeric"
        min={leastPeople}
        max={mostPeople}
        label={t('admin.least-number')}
        hint={t('admin.least-number-hint')}
        defaultValue={`${organisation.kMin}`}
      />
      <Tick
        name="keepsTalk"
        label={t('admin.keeps-talk')}
        hint={t('admin.keeps-talk-hint')}
        on={organisation.keepsTalkOfLeavers}
      />
      <Tick
        name="mailSays"
        label={t('admin.mail-says')}
        hint={t('admin.mail-says-hint')}
        on={organisation.mailSays === 'details'}
      />
    </Form>
  )
}

const refusalWords = (refusal: unknown): string =>
  refusal instanceof ApiProblem && refusal.code === 'bad-day' ? t('admin.day-none') : problemWords(refusal)

function check(form: FormData): FieldError[] {
  const isWhole = (name: string, least: number, most: number) => {
    const value = Number(form.get(name))
    return Number.isInteger(value) && value >= least && value <= most
  }
  return [
    ...(String(form.get('name')).trim() === '' ? [{ field: 'name', text: t('admin.name-missing') }] : []),
    ...(isWhole('day', 1, 31) ? [] : [{ field: 'day', text: t('admin.day-wrong') }]),
    ...(isWhole('kMin', leastPeople, mostPeople)
      ? []
      : [{ field: 'kMin', text: t('admin.least-number-wrong', { least: leastPeople }) }]),
  ]
}

const months = () =>
  Array.from({ length: 12 }, (_, at) => ({
    value: String(at + 1).padStart(2, '0'),
    name: new Intl.DateTimeFormat(language(), { month: 'long' }).format(new Date(2023, at, 15)),
  }))
