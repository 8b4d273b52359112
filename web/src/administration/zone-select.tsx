import { t } from '../messages/messages.ts'
import { Select } from '../parts/field.tsx'

/** A time zone of the IANA list, by its name. One that this browser does not know stays. */
export function ZoneSelect({ zone, hint }: { readonly zone: string; readonly hint?: string }) {
  const known = Intl.supportedValuesOf('timeZone')
  const zones = known.includes(zone) ? known : [zone, ...known]
  return (
    <Select id="zone" name="zone" label={t('admin.zone')} hint={hint} defaultValue={zone}>
      {zones.map((name) => (
        <option key={name} value={name} selected={name === zone}>
          {name.replaceAll('_', ' ')}
        </option>
      ))}
    </Select>
  )
}
