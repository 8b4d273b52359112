import { useState } from 'preact/hooks'
import { type Role, roleWords } from '../me/role-words.ts'
import { t } from '../messages/messages.ts'
import { Select } from '../parts/field.tsx'
import type { FieldError } from '../parts/form-errors.tsx'
import { usePlaces } from './places.ts'

const all: readonly Role[] = [
  ...(['teacher', 'teacher leader', 'program coach', 'site leader', 'district partner'] as const),
  ...(['administrator', 'roster manager', 'privacy officer'] as const),
]

/** A role, and the place it goes for where it is for one. */
export function RoleFields() {
  const [role, setRole] = useState<Role>('teacher')
  const { districts, sites } = usePlaces()
  return (
    <>
      <Select
        id="role"
        name="role"
        label={t('admin.role')}
        hint={t('admin.role-hint')}
        value={role}
        onChange={(event) => setRole(event.currentTarget.value as Role)}
      >
        {all.map((each) => (
          <option key={each} value={each}>
            {roleWords(each)}
          </option>
        ))}
      </Select>
      {role === 'site leader' && <PlaceSelect name="siteId" label={t('admin.of-site')} places={sites} />}
      {role === 'district partner' && (
        <PlaceSelect name="districtId" label={t('admin.of-district')} places={districts} />
      )}
    </>
  )
}

interface PlaceSelectProps {
  readonly name: string
  readonly label: string
  readonly places: readonly { readonly id: string; readonly name: string }[]
}

const PlaceSelect = ({ name, label, places }: PlaceSelectProps) => (
  <Select id={name} name={name} label={label}>
    <option value="">{t('admin.choose')}</option>
    {places.map((place) => (
      <option key={place.id} value={place.id}>
        {place.name}
      </option>
    ))}
  </Select>
)

/** What a form with these fields says. */
export function readRole(form: FormData) {
  const [siteId, districtId] = [form.get('siteId'), form.get('districtId')].map((id) => String(id ?? ''))
  return {
    role: String(form.get('role')) as Role,
    scope: { ...(siteId && { siteId }), ...(districtId && { districtId }) },
  }
}

export const checkRole = (form: FormData): FieldError[] =>
  (['siteId', 'districtId'] as const)
    .filter((field) => form.get(field) === '')
    .map((field) => ({ field, text: t('admin.place-missing') }))
