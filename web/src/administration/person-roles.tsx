import { useState } from 'preact/hooks'
import type { AdministeredPerson } from '../../../src/identity/administration-schemas.ts'
import { call } from '../api/call.ts'
import { t } from '../messages/messages.ts'
import { Refused } from '../office/refused.tsx'
import { useChanges } from '../office/use-changes.ts'
import { Button } from '../parts/button.tsx'
import { Confirm } from '../parts/dialog.tsx'
import { Form } from '../parts/form.tsx'
import { useAct } from '../parts/use-act.ts'
import { checkRole, RoleFields, readRole } from './role-fields.tsx'
import { roleInWords, type ScopedRole } from './scoped-role.ts'

/** What a person does here, and for which place. */
export function PersonRoles({ person }: { readonly person: AdministeredPerson }) {
  const changed = useChanges()
  const { act, isBusy, refusal } = useAct()
  const [taking, setTaking] = useState<ScopedRole>()
  const urlOf = (role: string) =>
    `/api/v1/administration/people/${person.id}/roles/${encodeURIComponent(role)}`
  const grant = async (form: FormData) => {
    const { role, scope } = readRole(form)
    await call(urlOf(role), { method: 'PUT', body: scope })
    await changed(t('admin.role-given'))
  }
  const revoke = async ({ role, site, district }: ScopedRole) => {
    const scope = { ...(site && { siteId: site.id }), ...(district && { districtId: district.id }) }
    const done = await act(() => call(urlOf(role), { method: 'DELETE', body: scope }))
    setTaking(undefined)
    if (done) await changed(t('admin.role-taken'))
  }
  return (
    <section class="part" aria-labelledby="roles">
      <h2 id="roles">{t('admin.roles')}</h2>
      <p class="hint">{t('admin.roles-about')}</p>
      <Refused refusal={refusal} />
      {person.roles.length === 0 && <p>{t('admin.roles-none', { name: person.name })}</p>}
      <ul class="office-rows">
        {person.roles.map((scoped) => (
          <li key={`${scoped.role} ${scoped.site?.id} ${scoped.district?.id}`}>
            <span>{roleInWords(scoped)}</span>
            <Button
              aria-label={t('admin.role-take-of', { role: roleInWords(scoped) })}
              onClick={() => setTaking(scoped)}
            >
              {t('admin.role-take')}
            </Button>
          </li>
        ))}
      </ul>
      <h3>{t('admin.role-give-title')}</h3>
      <Form action={t('admin.role-give')} check={checkRole} send={grant} label={t('admin.role-give-title')}>
        <RoleFields />
      </Form>
      {taking && (
        <Confirm
          title={t('admin.role-take-title', { role: roleInWords(taking) })}
          action={t('admin.role-take')}
          busy={isBusy}
          onConfirm={() => void revoke(taking)}
          onClose={() => setTaking(undefined)}
        >
          {t('admin.role-take-words', { name: person.name })}
        </Confirm>
      )}
    </section>
  )
}
