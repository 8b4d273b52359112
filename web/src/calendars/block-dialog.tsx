import { useState } from 'preact/hooks'
import type { AddBlock, CalendarBlock } from '../../../src/calendars/schemas.ts'
import type { District, Site } from '../../../src/identity/administration-schemas.ts'
import { call } from '../api/call.ts'
import { t } from '../messages/messages.ts'
import { useChanges } from '../office/use-changes.ts'
import { Button } from '../parts/button.tsx'
import { checkFields } from '../parts/check-fields.ts'
import { Dialog } from '../parts/dialog.tsx'
import { Field, Select } from '../parts/field.tsx'
import { Form } from '../parts/form.tsx'
import { RadioChips } from '../parts/radio-chips.tsx'
import { kinds } from './block-words.ts'

interface Props {
  readonly districts: readonly District[]
  readonly sites: readonly Site[]
  readonly onClose: () => void
}

/** Keeps days free, for everybody or for some. */
export function BlockDialog({ districts, sites, onClose }: Props) {
  const changed = useChanges()
  const [kind, setKind] = useState<CalendarBlock['kind']>('holiday')
  const send = async (form: FormData) => {
    const text = (field: string) => String(form.get(field) ?? '').trim()
    const [of, id] = text('whose').split(' ')
    const body = {
      ...{ kind, name: text('name'), startsOn: text('startsOn') },
      endsOn: text('endsOn') || text('startsOn'),
      ...(of === 'district' && { districtId: id as District['id'] }),
      ...(of === 'site' && { siteId: id as Site['id'] }),
    } satisfies AddBlock
    await call('/api/v1/administration/calendar-blocks', { method: 'POST', body })
    void changed(t('admin.added', { name: body.name }))
    onClose()
  }
  const check = (form: FormData) => {
    const endsOn = String(form.get('endsOn') ?? '')
    return [
      ...checkFields(form, [
        { field: 'name', missing: 'admin.name-missing' },
        { field: 'startsOn', missing: 'calendars.day-missing' },
      ]),
      ...(endsOn !== '' && endsOn < String(form.get('startsOn'))
        ? [{ field: 'endsOn', text: t('calendars.last-before-first') }]
        : []),
    ]
  }
  return (
    <Dialog title={t('calendars.block-add')} onClose={onClose}>
      <Form
        action={t('admin.add')}
        check={check}
        send={send}
        beside={<Button onClick={onClose}>{t('cancel')}</Button>}
      >
        <Field
          {...{ id: 'name', name: 'name', maxLength: 200, autocomplete: 'off' }}
          label={t('calendars.block-name')}
          hint={t('calendars.block-name-hint')}
        />
        <div class="side-by-side">
          <Field {...{ type: 'date', id: 'startsOn', name: 'startsOn' }} label={t('calendars.first-day')} />
          <Field {...{ type: 'date', id: 'endsOn', name: 'endsOn' }} label={t('calendars.last-day')} />
        </div>
        <RadioChips
          legend={t('calendars.kind')}
          value={kind}
          options={(['holiday', 'blackout'] as const).map((value) => ({ value, label: t(kinds[value]) }))}
          onChoose={setKind}
        />
        <Select id="whose" name="whose" label={t('calendars.whose')}>
          <option value="all">{t('calendars.everybody')}</option>
          {districts.length > 0 && (
            <optgroup label={t('admin.districts')}>
              {districts.map(({ id, name }) => (
                <option key={id} value={`district ${id}`}>
                  {name}
                </option>
              ))}
            </optgroup>
          )}
          {sites.length > 0 && (
            <optgroup label={t('admin.sites')}>
              {sites.map(({ id, name }) => (
                <option key={id} value={`site ${id}`}>
                  {name}
                </option>
              ))}
            </optgroup>
          )}
        </Select>
      </Form>
    </Dialog>
  )
}
